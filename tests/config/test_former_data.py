"""Data of a version before 0.9 is left alone, and who has it is told what to do."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django.fixtures import Settings

from config.startup import refusal_in_a_sentence

OWN = (
    "The data in /srv/polyphony is of a version before 0.9, from which this one cannot go on: move that folder aside, "
    "or name another in DATA_DIR, and begin anew."
)
SOMEBODY_ELSES = (
    "The database that DATABASE_URL names is of a version before 0.9, from which this one cannot go on: name an empty "
    "database there, and begin anew."
)


@pytest.fixture
def former_data(db: None, settings: Settings) -> None:
    """What the migrations of a former version leave, in the table that Django keeps of them."""
    settings.DATA_DIR = Path("/srv/polyphony")
    recorder = MigrationRecorder(connection)
    recorder.flush()
    for app, name in [
        ("coalitions", "0001_extensions"),
        ("accounts", "0001_users"),
        ("measures", "0010_kept_searches"),
    ]:
        recorder.record_applied(app, name)


@pytest.mark.parametrize(("is_own", "sentence"), [(True, OWN), (False, SOMEBODY_ELSES)])
def test_it_is_refused_in_a_sentence(
    former_data: None, settings: Settings, capsys: pytest.CaptureFixture[str], *, is_own: bool, sentence: str
) -> None:
    settings.HAS_OWN_DATABASE = is_own

    with pytest.raises(SystemExit) as end, refusal_in_a_sentence():
        call_command("migrate", verbosity=0)

    assert (capsys.readouterr().err, end.value.code) == (f"Polyphony cannot start: {sentence}\n", 1)


def test_it_is_left_as_it_is(former_data: None) -> None:
    before = set(MigrationRecorder(connection).applied_migrations())

    with pytest.raises(ImproperlyConfigured):
        call_command("migrate", verbosity=0)

    assert set(MigrationRecorder(connection).applied_migrations()) == before
