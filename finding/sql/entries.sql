-- Entries: what is entered of each record, and finding entries by words.

-- A name in several languages.
CREATE OR REPLACE FUNCTION search_names(names jsonb) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
  name record;
  vector tsvector := '';
BEGIN
  FOR name IN SELECT key, value FROM jsonb_each_text(names) LOOP
    vector := vector || search_vector(name.value, name.key);
  END LOOP;
  RETURN vector;
END $$;

CREATE OR REPLACE FUNCTION search_entry_of_measure(measure bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT title_vector, search_sort_key(title),
    setweight(title_vector, 'A')
      || setweight(search_vector(left(coalesce(
        (SELECT string_agg(statement, E'\n' ORDER BY position, id) FROM measures_result WHERE measure_id = measure), ''),
        20000), language), 'B')
      || setweight(search_vector(authority || E'\n' || left(coalesce(
        (SELECT string_agg(name, E'\n' ORDER BY position, id) FROM measures_partner WHERE measure_id = measure), ''),
        5000), language), 'C')
      || setweight(search_vector(left(main_features, 20000) || E'\n' || left(results_achieved, 20000), language), 'D')
  FROM measures_measure, search_vector(title, language) AS title_vector
  WHERE id = measure AND withdrawn_at IS NULL
$$;

CREATE OR REPLACE FUNCTION search_entry_of_result(result bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT NULL::tsvector, NULL,
    setweight(search_vector(left(r.statement, 20000), m.language), 'A')
      || setweight(search_vector(m.title, m.language), 'B')
      || setweight(search_vector(r.unit || E'\n' || left(r.evidence, 5000), m.language), 'D')
  FROM measures_result AS r JOIN measures_measure AS m ON m.id = r.measure_id
  WHERE r.id = result AND m.withdrawn_at IS NULL
$$;

CREATE OR REPLACE FUNCTION search_entry_of_coalition(coalition bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT names, search_sort_key(name),
    setweight(names, 'A') || setweight(search_vector(left(description, 20000), language), 'D')
  FROM coalitions_coalition, LATERAL (
    SELECT search_vector(name || E'\n' || acronym || E'\n' || left(former_names, 5000), language)
      || search_names(other_names) AS names
  ) AS named
  WHERE id = coalition
$$;

CREATE OR REPLACE FUNCTION search_entry_of_event(event bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT names, search_sort_key(name),
    setweight(names, 'A') || setweight(search_vector(place || E'\n' || left(description, 20000), language), 'D')
  FROM coalitions_event, LATERAL (SELECT search_vector(name, language) || search_names(other_names) AS names) AS named
  WHERE id = event
$$;

CREATE OR REPLACE FUNCTION search_entry_of_term(term bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT search_names(names), '', NULL::tsvector FROM measures_term WHERE id = term
$$;

-- Make the entry of a record anew, or remove it when the record is not public.
CREATE OR REPLACE FUNCTION search_enter(kind_of text, number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry search_entry;
BEGIN
  CASE kind_of
    WHEN 'measure' THEN SELECT * INTO entry FROM search_entry_of_measure(number);
    WHEN 'result' THEN SELECT * INTO entry FROM search_entry_of_result(number);
    WHEN 'coalition' THEN SELECT * INTO entry FROM search_entry_of_coalition(number);
    WHEN 'event' THEN SELECT * INTO entry FROM search_entry_of_event(number);
    WHEN 'term' THEN SELECT * INTO entry FROM search_entry_of_term(number);
  END CASE;
  IF entry.names IS NULL THEN
    DELETE FROM search_name WHERE kind = kind_of AND record = number;
  ELSE
    INSERT INTO search_name AS present VALUES (kind_of, number, entry.names, entry.sort_key)
    ON CONFLICT (kind, record) DO UPDATE SET names = excluded.names, sort_key = excluded.sort_key
      WHERE (present.names, present.sort_key) IS DISTINCT FROM (excluded.names, excluded.sort_key);
  END IF;
  IF entry.body IS NULL THEN
    DELETE FROM search_text WHERE kind = kind_of AND record = number;
  ELSE
    INSERT INTO search_text AS present VALUES (kind_of, number, entry.body)
    ON CONFLICT (kind, record) DO UPDATE SET body = excluded.body WHERE present.body <> excluded.body;
    IF FOUND THEN
      INSERT INTO search_word SELECT lexeme FROM search_words(entry.body) AS lexeme
      WHERE NOT EXISTS (SELECT FROM search_word WHERE word = lexeme);
    END IF;
  END IF;
END $$;

-- The records of a kind that one of the queries finds, as whole numbers of four bytes. Each query is a condition of its
-- own, which an index answers by reading a plain list; and the planner must not think that reading all texts is quick.
CREATE OR REPLACE FUNCTION search_records(kind text, queries tsquery[]) RETURNS bytea LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
DECLARE
  records bytea;
BEGIN
  EXECUTE format('SELECT string_agg(int4send(record::int), %L) FROM %I WHERE ', '', 'search_text_' || kind)
    || (SELECT string_agg(format('body @@ %L::tsquery', query), ' OR ') FROM unnest(queries) AS query) INTO records;
  RETURN records;
END $$;
