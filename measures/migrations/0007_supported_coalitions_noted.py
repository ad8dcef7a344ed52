"""A measure changes for the register in memory, too, when the coalitions that it supported change."""

from django.db import migrations

TABLE = "measures_measure_supported_coalitions"
NOTE = "FOR EACH STATEMENT EXECUTE FUNCTION search_note_changed('measure', 'measure_id')"

NOTED = f"""
CREATE TRIGGER search_measure_insert AFTER INSERT ON {TABLE} REFERENCING NEW TABLE AS changed {NOTE};
CREATE TRIGGER search_measure_delete AFTER DELETE ON {TABLE} REFERENCING OLD TABLE AS changed {NOTE};
CREATE TRIGGER search_measure_update AFTER UPDATE ON {TABLE}
  REFERENCING NEW TABLE AS changed OLD TABLE AS former {NOTE};
"""
UNNOTED = f"""
DROP TRIGGER search_measure_insert ON {TABLE};
DROP TRIGGER search_measure_delete ON {TABLE};
DROP TRIGGER search_measure_update ON {TABLE};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0006_corrections_in_the_trail"),
    ]
    operations = [
        migrations.RunSQL(NOTED, UNNOTED),
    ]
