"""The extensions of PostgreSQL that constraints and search rest on. All four are trusted: no superuser is needed."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension(), CreateExtension("fuzzystrmatch")]
