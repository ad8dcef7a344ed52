"""Pages for which the database works for too long."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

handler500 = urls.handler500


def too_long(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(10)")
    return HttpResponse("in time")


urlpatterns = [path("en/too-long/", too_long), path("api/v1/too-long/", too_long), *urls.urlpatterns]
