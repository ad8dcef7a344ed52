"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from accounts.views import admin_login
from config import health
from config.styleguide import styleguide

handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/login/", admin_login),
    path("admin/", admin.site.urls),
    path("api/", include("measures.api.urls")),
    path("", include("measures.urls_robots")),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("", include("coalitions.urls")),
        path("desk/", include("measures.urls_desk")),
        path("", include("measures.urls_take_away")),
        path("", include("measures.urls")),
    ),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
