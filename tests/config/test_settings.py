"""Production is the default, and it starts only with what it needs."""

from pathlib import Path

import pytest

from tests.config import programs

NO_SECRET_KEY = "Polyphony cannot start: Set SECRET_KEY to a long random text, or DEBUG=1 to develop.\n"
NO_ALLOWED_HOSTS = (
    "Polyphony cannot start: Set ALLOWED_HOSTS to the host names of this site, separated by commas, "
    "or DEBUG=1 to develop.\n"
)
PRODUCTION: dict[str, str | None] = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DEBUG": None,
    "SECRET_KEY": "Zo4J0qnCmOXYvJHjUP8xHGW7U2qPk6pTj3mE1c5sR9tV0wB2dF",
    "ALLOWED_HOSTS": "register.example.org",
    "SITE_URL": None,
}


@pytest.mark.parametrize(("missing", "sentence"), [("SECRET_KEY", NO_SECRET_KEY), ("ALLOWED_HOSTS", NO_ALLOWED_HOSTS)])
@pytest.mark.parametrize(
    ("program", "exit_code"),
    [(["manage.py", "migrate"], 1), (["manage.py", "check"], 1), (["-c", "import config.wsgi"], 3)],
)
def test_refuses_to_start_without(missing: str, sentence: str, program: list[str], exit_code: int) -> None:
    refused = programs.run(*program, **PRODUCTION | {missing: None})

    assert (refused.stderr, refused.stdout, refused.returncode) == (sentence, "", exit_code)


def test_gunicorn_gives_up_with_the_same_sentence() -> None:
    refused = programs.run(
        "-m", "gunicorn", "--log-level=critical", "--bind=127.0.0.1:0", "config.wsgi", **PRODUCTION | {"SECRET_KEY": ""}
    )

    assert (refused.stderr, refused.returncode) == (NO_SECRET_KEY, 3)


def test_deploys_without_a_warning() -> None:
    checked = programs.run("manage.py", "check", "--deploy", "--fail-level=WARNING", **PRODUCTION)

    assert (checked.stdout, checked.stderr, checked.returncode) == (
        "System check identified no issues (0 silenced).\n",
        "",
        0,
    )


@pytest.mark.parametrize(("site", "is_https"), [("https://register.example.org", True), ("http://127.0.0.1", False)])
def test_https_flags_follow_the_address_of_the_site(site: str, is_https: bool) -> None:
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_PRELOAD"]
    script = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"

    told = programs.run("-c", script, **PRODUCTION | {"SITE_URL": site})

    assert told.stdout.strip() == str([is_https] * len(names))


def test_a_database_url_starts_no_server(tmp_path: Path) -> None:
    script = "from django.conf import settings; print(settings.DATABASES['default']['HOST'])"

    told = programs.run(
        "-c",
        script,
        **PRODUCTION | {"DATABASE_URL": "postgres://me@%2Frun%2Fpostgresql/register", "DATA_DIR": str(tmp_path)},
    )

    assert told.stdout.strip() == "/run/postgresql"
    assert list(tmp_path.iterdir()) == []
