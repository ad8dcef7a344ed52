"""Entries that search finds records by, notes of what changed, and the triggers that keep both true.

finding/sql shows their present state. All but tables.sql can be run again over a former state. To change something:

1. Copy the files that you change, as they are, into a folder beside this migration, and let it read them there: what a
   migration does must not change once a register has been made with it. tests/finding/test_migrations.py holds that.
2. Change the files in finding/sql, and let a new migration read them; for a table it also says ALTER TABLE.
3. Where words are taken apart differently, end it with what finding/entries.py does in `renew`.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"
FORMER = Path(__file__).resolve().parent / "sql_0001"  # what another migration has changed since
FILES = ["tables.sql", "words.sql", "entries.sql", "changes.sql", "triggers.sql"]
REMOVE = """
DROP PROCEDURE search_watch(text, text, text);
DROP FUNCTION search_note_changed() CASCADE;
DROP FUNCTION search_note_emptied() CASCADE;
DROP FUNCTION search_enter_changed() CASCADE;
DROP FUNCTION search_note_with_parts(text, bigint[]), search_note(text, bigint[]), search_enter(text, bigint),
  search_records(text, tsquery[]), search_words(tsvector), search_names(jsonb), search_sort_key(text),
  search_entry_of_measure(bigint), search_entry_of_result(bigint), search_entry_of_coalition(bigint),
  search_entry_of_event(bigint), search_entry_of_term(bigint), search_query(text, text[], boolean),
  search_vector(text, text), search_tagged(text, text), search_config(text), search_pairs(text, boolean),
  search_paired(), search_plain(text);
DROP TYPE search_entry;
DROP TABLE search_name, search_text, search_word, search_change, search_kept;
"""


def _read(name: str) -> str:
    path = FORMER / name
    return (path if path.exists() else SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("measures", "0002_measures"), ("common", "0001_extensions")]
    operations = [
        migrations.RunSQL("\n".join(_read(name) for name in FILES), REMOVE),
    ]
