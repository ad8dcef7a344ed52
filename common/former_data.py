"""What to say to data of a version before 0.9, whose tables this version does not have."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

FORMER = ("coalitions", "0001_extensions")  # the first of those versions; what it made is made by `common` since


def refuse_former_data(connection: BaseDatabaseWrapper) -> None:
    """Raise ImproperlyConfigured, with what to do, when an earlier version made this database; nothing is touched."""
    if FORMER not in MigrationRecorder(connection).applied_migrations():
        return
    if settings.HAS_OWN_DATABASE:
        raise ImproperlyConfigured(
            f"The data in {settings.DATA_DIR} is of a version before 0.9, from which this one cannot go on: move that "
            "folder aside, or name another in DATA_DIR, and begin anew."
        )
    raise ImproperlyConfigured(
        "The database that DATABASE_URL names is of a version before 0.9, from which this one cannot go on: name an "
        "empty database there, and begin anew."
    )
