"""Words are compared in the form that every search has, and all entries are made anew with it.

Whoever changes finding/sql/words.sql first copies it, as it is, into a folder beside this file; see 0001_search.py.
"""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).resolve().parent
# Entries are made anew when the transaction ends.
RENEW = """
SELECT search_note(kind, array_agg(record)) FROM (
  SELECT kind, record FROM search_name UNION SELECT kind, record FROM search_text
) AS entered GROUP BY kind;
"""


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_search"), ("common", "0002_plain_words")]
    operations = [
        migrations.RunSQL(
            (HERE.parent / "sql" / "words.sql").read_text(encoding="utf-8") + RENEW,
            (HERE / "sql_0001" / "words.sql").read_text(encoding="utf-8") + RENEW,
        ),
    ]
