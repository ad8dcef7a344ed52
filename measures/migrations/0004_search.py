"""Entries that search finds records by, notes of what changed, and the triggers that keep both true."""

from pathlib import Path

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

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
DROP TABLE search_name, search_text, search_word, search_change;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0003_evaluations_and_web_addresses"),
        ("coalitions", "0003_lasting_memberships_and_web_addresses"),
    ]
    operations = [
        CreateExtension("fuzzystrmatch"),  # as trusted as the other three
        migrations.RunSQL((Path(__file__).parent / "search.sql").read_text(), REMOVE),
    ]
