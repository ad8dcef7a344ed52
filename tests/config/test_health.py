"""Whoever watches over the site learns how it is, and a visitor is told when the database is away."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from django.test import Client
from pytest_django.fixtures import Settings

from config import statements
from config.errors import is_database_unavailable
from config.statements import limit_statements
from tests.config import programs

# Nothing listens on port 9 of this machine.
NO_DATABASE = "postgres://nobody@127.0.0.1:9/none"
VISIT = """
import sys
import django
django.setup()
from django.test import Client
visitor = Client(raise_request_exception=False)
visitor.cookies["sessionid"] = "a-session-to-look-up"
answer = visitor.get(sys.argv[1], headers={"accept-language": "fr"})
print(answer.status_code, answer.get("Retry-After"), answer.get("Cache-Control"), answer.content.decode())
"""


def visit_without_database(address: str) -> str:
    visited = programs.run("-c", VISIT, address, DJANGO_SETTINGS_MODULE="tests.settings", DATABASE_URL=NO_DATABASE)
    assert visited.returncode == 0, visited.stderr
    return visited.stdout


def test_healthz_needs_no_database_and_no_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, f"up\nversion {settings.VERSION}\n".encode())


@pytest.mark.django_db
def test_readyz_when_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_when_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'measures'")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")


def test_readyz_without_database() -> None:
    assert visit_without_database("/readyz").startswith("503 ")
    assert "the database does not answer" in visit_without_database("/readyz")


def test_a_page_without_database_asks_to_come_back() -> None:
    answer = visit_without_database("/admin/")

    assert answer.split()[:4] == ["503", "60", "no-store", "<!doctype"]
    assert 'lang="fr"' in answer
    assert "Traceback" not in answer


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ends_is_a_database_away() -> None:
    with pytest.raises(OperationalError) as lost, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()

    assert is_database_unavailable(lost.value)


@pytest.mark.django_db
@pytest.mark.parametrize("mistake", [OperationalError("in a view's own words"), ValueError("a bug")])
def test_only_a_database_that_is_away_makes_a_page_unavailable(mistake: Exception) -> None:
    assert is_database_unavailable(mistake) == isinstance(mistake, OperationalError)


@pytest.fixture
def one_millisecond(settings: Settings) -> Iterator[None]:
    """Connections as a process that answers requests makes them, with next to no time for a statement."""
    settings.STATEMENT_TIMEOUT = 0.001
    connection.close()
    limit_statements()
    yield
    connection_created.disconnect(statements.limit)
    connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_millisecond")
@pytest.mark.parametrize("address", ["/en/too-long/", "/api/v1/too-long/"])
def test_a_statement_that_takes_too_long_is_stopped_and_told(settings: Settings, address: str) -> None:
    settings.ROOT_URLCONF = "tests.config.slow_urls"

    answer = Client(raise_request_exception=False).get(address)

    sentence = "That took too long, and was stopped. Ask for less: choose a filter, or look for fewer words."
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert sentence in (answer.json()["detail"] if address.startswith("/api") else answer.content.decode())


@pytest.mark.django_db(transaction=True)
def test_a_command_takes_the_time_it_needs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")

        assert cursor.fetchone() == ("0",)
