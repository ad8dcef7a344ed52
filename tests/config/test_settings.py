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


@pytest.mark.parametrize(
    ("variable", "wrong", "wanted"),
    [
        ("DATABASE_URL", "register", "the address of a PostgreSQL, such as postgres://user:password@host:5432/name"),
        (
            "DATABASE_URL",
            "mysql://host/name",
            "the address of a PostgreSQL, such as postgres://user:password@host:5432/name",
        ),
        (
            "DATABASE_URL",
            "postgres://host:70000/name",
            "the address of a PostgreSQL, such as postgres://user:password@host:5432/name",
        ),
        ("DEBUG", "maybe", "1 or 0"),
        ("EMAIL_URL", "localhost", "the address of a mail server, such as smtp+tls://user:password@host:587"),
        ("LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
        ("REQUIRE_SECOND_FACTOR", "enabled", "1 or 0"),
        ("SECRETARIAT_IDLE_HOURS", "0", "a whole number, 1 or more"),
        ("SITE_URL", "register.example.org", "an address such as https://register.example.org"),
        ("TRUSTED_PROXY_COUNT", "one", "a whole number, 0 or more"),
    ],
)
def test_names_a_variable_that_is_wrong(variable: str, wrong: str, wanted: str) -> None:
    refused = programs.run("manage.py", "check", **PRODUCTION | {variable: wrong})

    assert (refused.stderr, refused.stdout, refused.returncode) == (
        f"Polyphony cannot start: {variable} is not understood: set it to {wanted}.\n",
        "",
        1,
    )


@pytest.mark.parametrize(
    ("variable", "value", "setting", "expected"),
    [
        ("DEBUG", "false", "DEBUG", False),
        ("DEBUG", "", "DEBUG", False),
        (
            "ALLOWED_HOSTS",
            "register.example.org, www.example.org",
            "ALLOWED_HOSTS",
            ["register.example.org", "www.example.org"],
        ),
        ("SITE_URL", "https://register.example.org/", "SITE_URL", "https://register.example.org"),
        ("LOG_LEVEL", "warning", "LOGGING['root']['level']", "WARNING"),
    ],
)
def test_understands_a_variable_as_people_write_it(variable: str, value: str, setting: str, expected: object) -> None:
    told = programs.run(
        "-c", f"from django.conf import settings; print(settings.{setting})", **PRODUCTION | {variable: value}
    )

    assert told.stdout.strip() == str(expected)


def test_a_database_that_does_not_answer_is_said_in_a_sentence() -> None:
    refused = programs.run(
        "manage.py", "migrate", **PRODUCTION | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}
    )

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("Polyphony cannot start: The database does not answer: ")
    assert "Traceback" not in refused.stderr


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
