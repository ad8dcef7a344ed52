"""Makes the entries of the records that are there already, some at a time, so that nobody waits."""

from django.db import migrations, transaction

SOURCES = {
    "term": "measures_term",
    "coalition": "coalitions_coalition",
    "event": "coalitions_event",
    "measure": "measures_measure",
}
BATCH = 500


def enter(apps, schema_editor):
    for kind, table in SOURCES.items():
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {table} ORDER BY id")
            records = [record for (record,) in cursor.fetchall()]
            for first in range(0, len(records), BATCH):
                some = records[first : first + BATCH]
                with transaction.atomic(using=schema_editor.connection.alias):
                    cursor.execute("SELECT search_note(%s, %s)", [kind, some])
                    if kind == "measure":
                        cursor.execute(
                            "SELECT search_note('result', array_agg(id)) FROM measures_result"
                            " WHERE measure_id = ANY(%s)",
                            [some],
                        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("measures", "0004_search")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
