-- Which tables tell something of which kind of record, and in which column they name it. What the facets of a kind
-- (finding/kinds.py) or its entries (entries.sql) read must stand here; tests/finding/test_triggers.py holds that.
--
-- Here and not in the models, which know nothing of finding. django-pgtrigger would want a proxy model for each of these
-- tables, and would give each trigger a function of its own where two do.

CREATE OR REPLACE PROCEDURE search_watch(source text, kind text, record text) LANGUAGE plpgsql AS $$
DECLARE
  noted CONSTANT text := format('FOR EACH STATEMENT EXECUTE FUNCTION search_note_changed(%L, %L)', kind, record);
BEGIN
  EXECUTE format('CREATE OR REPLACE TRIGGER search_%s_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed ',
    kind, source) || noted;
  EXECUTE format('CREATE OR REPLACE TRIGGER search_%s_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed ',
    kind, source) || noted;
  EXECUTE format('CREATE OR REPLACE TRIGGER search_%s_update AFTER UPDATE ON %I '
    'REFERENCING NEW TABLE AS changed OLD TABLE AS former ', kind, source) || noted;
  EXECUTE format('CREATE OR REPLACE TRIGGER search_%s_truncate AFTER TRUNCATE ON %I '
    'FOR EACH STATEMENT EXECUTE FUNCTION search_note_emptied(%L, %L)', kind, source, kind, record);
END $$;

CALL search_watch('measures_measure', 'measure', 'id');
CALL search_watch('measures_measure_terms', 'measure', 'measure_id');
CALL search_watch('measures_measure_events', 'measure', 'measure_id');
CALL search_watch('measures_measure_supported_coalitions', 'measure', 'measure_id');
CALL search_watch('measures_partner', 'measure', 'measure_id');
CALL search_watch('measures_result', 'measure', 'measure_id');
CALL search_watch('measures_result', 'result', 'id');
CALL search_watch('coalitions_coalition', 'coalition', 'id');
CALL search_watch('coalitions_membership', 'coalition', 'coalition_id');
CALL search_watch('coalitions_statuschange', 'coalition', 'coalition_id');
CALL search_watch('coalitions_event', 'event', 'id');
CALL search_watch('coalitions_participation', 'event', 'event_id');
CALL search_watch('measures_term', 'term', 'id');

-- The notes themselves are watched, too: what is noted is entered anew when the transaction ends.
DROP TRIGGER IF EXISTS search_enter_changed ON search_change;
CREATE CONSTRAINT TRIGGER search_enter_changed AFTER INSERT OR UPDATE ON search_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION search_enter_changed();
