-- Changes: noting which records changed, and entering them anew.

CREATE OR REPLACE FUNCTION search_note(kind text, records bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_change (kind, record, number, cluster, transaction)
  SELECT $1, record, nextval('search_change_number'), system_identifier, pg_current_xact_id()::text::bigint
  FROM (SELECT DISTINCT record FROM unnest($2) AS record WHERE record IS NOT NULL ORDER BY record) AS changed,
    pg_control_system()
  ON CONFLICT ON CONSTRAINT search_change_pkey
  DO UPDATE SET number = excluded.number, cluster = excluded.cluster, transaction = excluded.transaction
$$;

-- The entry is made once, when the transaction ends, however often the record changed in it.
CREATE OR REPLACE FUNCTION search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM search_change WHERE kind = NEW.kind AND record = NEW.record AND number = NEW.number) THEN
    PERFORM search_enter(NEW.kind, NEW.record);
  END IF;
  RETURN NULL;
END $$;

-- What a table's trigger does when rows of it change. Its arguments say of which kind and in which column a row names the
-- record that changes with it.
CREATE OR REPLACE FUNCTION search_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind_of CONSTANT text := TG_ARGV[0];
  records bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT array_agg(record) FROM (SELECT %1$I AS record FROM changed UNION SELECT %1$I FROM former) r',
      TG_ARGV[1]) INTO records;
  ELSE
    EXECUTE format('SELECT array_agg(%I) FROM changed', TG_ARGV[1]) INTO records;
  END IF;
  PERFORM search_note_with_parts(kind_of, records);
  RETURN NULL;
END $$;

-- And what it does when the table was emptied.
CREATE OR REPLACE FUNCTION search_note_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind_of CONSTANT text := TG_ARGV[0];
BEGIN
  IF TG_ARGV[1] <> 'id' THEN
    PERFORM search_note_with_parts(kind_of, array_agg(record)) FROM search_change WHERE kind = kind_of;
    RETURN NULL;
  END IF;
  DELETE FROM search_name WHERE kind = kind_of;
  DELETE FROM search_text WHERE kind = kind_of;
  DELETE FROM search_change WHERE kind = kind_of;
  DELETE FROM search_kept WHERE kind = kind_of;
  PERFORM search_note(kind_of, '{0}');  -- all of them
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION search_note_with_parts(kind text, records bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF records IS NULL THEN
    RETURN;
  END IF;
  PERFORM search_note(kind, records);
  IF kind = 'measure' THEN  -- what belongs to a measure is public with it
    PERFORM search_note('result', array_agg(id)) FROM measures_result WHERE measure_id = ANY(records);
  END IF;
END $$;
