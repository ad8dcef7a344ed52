"""Keeps which records have a common word, as of which change (domain/occurrences.py)."""

from django.db import migrations

FORGET = """
CREATE OR REPLACE FUNCTION search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_name WHERE kind = TG_ARGV[0];
  DELETE FROM search_text WHERE kind = TG_ARGV[0];
  DELETE FROM search_change WHERE kind = TG_ARGV[0];
  {}
  RETURN NULL;
END $$;
"""

KEEP = """
CREATE TABLE search_kept (
  kind text NOT NULL,
  query text COLLATE "C" NOT NULL,
  records bytea NOT NULL,  -- a roaring bitmap, as is the next
  headings bytea NOT NULL,
  number bigint NOT NULL,  -- of the last change that it knows
  PRIMARY KEY (kind, query)
);
ALTER TABLE search_kept ALTER COLUMN records SET STORAGE EXTERNAL, ALTER COLUMN headings SET STORAGE EXTERNAL;
CREATE INDEX search_change_number_index ON search_change (number);
-- The kinds whose names find the records that carry them. Beside the measures they are few.
CREATE INDEX search_name_carried ON search_name USING gin (names) WHERE kind IN ('term', 'coalition', 'event');
""" + FORGET.format("DELETE FROM search_kept WHERE kind = TG_ARGV[0];")

KEEP_NOT = FORGET.format("") + """
DROP INDEX search_name_carried;
DROP INDEX search_change_number_index;
DROP TABLE search_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("measures", "0009_when_terms_and_cycles_changed")]
    operations = [migrations.RunSQL(KEEP, KEEP_NOT)]
