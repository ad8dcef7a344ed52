"""Answers for whoever watches over the site: is the process up, and can it do its work?"""

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up, with this version of the program."""
    return _say(f"up\nversion {settings.VERSION}")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every table this version of the program expects."""
    try:
        if has_missing_migrations():
            return _say("migrations are missing", status=503)
    except Error:
        return _say("the database does not answer", status=503)
    return _say("ready")


def has_missing_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _say(what: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{what}\n", content_type="text/plain; charset=utf-8", status=status)
