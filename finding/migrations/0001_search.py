"""Entries that search finds records by, notes of what changed, and the triggers that keep both true."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "search.sql"
REMOVE = """
DROP FUNCTION search_note_changed() CASCADE;
DROP FUNCTION search_forget() CASCADE;
DROP FUNCTION search_enter_changed() CASCADE;
DROP FUNCTION search_note(text, bigint[]), search_enter(text, bigint), search_records(text, tsquery[]),
  search_words(tsvector), search_names(jsonb), search_sort_key(text), search_entry_of_measure(bigint),
  search_entry_of_result(bigint), search_entry_of_coalition(bigint), search_entry_of_event(bigint),
  search_entry_of_term(bigint), search_query(text, text[], boolean), search_vector(text, text),
  search_tagged(text, text), search_config(text), search_pairs(text, boolean), search_plain(text);
DROP TYPE search_entry;
DROP TABLE search_name, search_text, search_word, search_change, search_kept;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("measures", "0002_measures"), ("common", "0001_extensions")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), REMOVE)]
