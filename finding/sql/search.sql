-- What finding rests on: one entry of words for each record, kept true by triggers whoever writes, and a note of
-- what changed, by which the processes of the site keep their indexes in memory true.

-- 1. Words. Done here rather than by PostgreSQL's parser, which takes another locale's punctuation for letters.

-- Small letters, without punctuation, vowel signs that Arabic may leave out, and absurdly long words.
CREATE FUNCTION search_plain(words text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  plain text := regexp_replace(
    lower(normalize(words, NFKC)),
    '[\u0001-\u001f\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf'
    '\u00d7\u00f7\u02b9-\u02df\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d'
    '\u06d4\u0964\u0965\u0e2f\u0e5a\u0e5b\u1680\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004'
    '\u3008-\u3020\u3030\u303d\u30fb\ufe10-\ufe6f\ufeff\ufff9-\uffff]+', ' ', 'g');
BEGIN
  IF plain ~ '[\u0640\u064b-\u0655\u0670]' THEN
    plain := regexp_replace(plain, '[\u0640\u064b-\u0655\u0670]+', '', 'g');
  END IF;
  RETURN plain;
END $$;

-- The same with scripts that write no spaces in pairs of characters: 文化政策 becomes 文化 化政 政策, and in an entry
-- (`whole`) also 策, so that one character finds the words that it begins or ends.
CREATE FUNCTION search_pairs(plain text, whole boolean) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF octet_length(plain) = length(plain) OR plain !~
    '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]'
  THEN
    RETURN plain;
  END IF;
  RETURN (
    SELECT string_agg(
      CASE
        WHEN NOT joined THEN sign
        WHEN next_joined THEN ' ' || sign || next_sign || ' '
        WHEN whole OR NOT coalesce(previous_joined, false) THEN ' ' || sign || ' '
        ELSE ' '
      END, '' ORDER BY place)
    FROM (
      SELECT *, lead(sign) OVER signs AS next_sign, lead(joined) OVER signs AS next_joined,
        lag(joined) OVER signs AS previous_joined
      FROM (
        SELECT sign, place, ascii(sign) BETWEEN 3584 AND 3839 OR ascii(sign) BETWEEN 4096 AND 4255
          OR ascii(sign) BETWEEN 6016 AND 6143 OR ascii(sign) BETWEEN 12293 AND 12295
          OR ascii(sign) BETWEEN 12352 AND 12543 OR ascii(sign) BETWEEN 13312 AND 40959
          OR ascii(sign) BETWEEN 44032 AND 55215 OR ascii(sign) BETWEEN 63744 AND 64255
          OR ascii(sign) BETWEEN 131072 AND 262143 AS joined
        FROM string_to_table(plain, NULL) WITH ORDINALITY AS characters(sign, place)
      ) AS known
      WINDOW signs AS (ORDER BY place)
    ) AS neighbours
  );
END $$;

-- PostgreSQL's stemmer for a language of ISO 639-1; NULL where it has none.
CREATE FUNCTION search_config(language text) RETURNS regconfig LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  name CONSTANT text := CASE language
    WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german'
    WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'eu' THEN 'basque'
    WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'ga' THEN 'irish' WHEN 'hi' THEN 'hindi'
    WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian' WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian'
    WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
    WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian'
    WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
    WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish'
  END;
BEGIN
  RETURN ('pg_catalog.' || name)::regconfig;
END $$;

-- The words of a text as lexemes: each word as it is, without accents, for beginnings; and its stems as "fr:polit". A
-- word is stemmed with its accents, which most stemmers rely on, and without, since many people type none. In a language
-- without a stemmer the word is its own stem, as "-:utamaduni".
CREATE FUNCTION search_vector(words text, language text) RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  config CONSTANT regconfig := search_config(language);
  plain CONSTANT text := regexp_replace(search_pairs(search_plain(words), true), '\S{100,}', ' ', 'g');
  bare CONSTANT text := search_plain(unaccent(plain));
  vector tsvector := to_tsvector('pg_catalog.simple', bare);
BEGIN
  IF config IS NULL THEN
    RETURN vector || search_tagged(vector::text, '-')::tsvector;
  END IF;
  vector := vector || search_tagged(to_tsvector(config, bare)::text, language)::tsvector;
  IF bare <> plain THEN
    vector := vector || search_tagged(unaccent(to_tsvector(config, plain)::text), language)::tsvector;
  END IF;
  RETURN vector;
END $$;

-- 'polit':1 as 'fr:polit':1, in a vector or a query. Inside a lexeme there are neither quotes nor spaces.
CREATE FUNCTION search_tagged(lexemes text, tag text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN replace(' ' || lexemes, ' ''', ' ''' || tag || ':');
END $$;

-- What finds one word or phrase: its stems in any of these languages, each query alone, or, with `opening`, the words that
-- begin with it; and `word`, which finds it as it is. `small` says that it is one of the words, like "the", that some of
-- the languages leave out.
CREATE FUNCTION search_query(
  words text, languages text[], opening boolean, OUT queries tsquery[], OUT word tsquery, OUT small boolean
) LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  plain CONSTANT text := regexp_replace(search_pairs(search_plain(words), false), '\S{100,}', ' ', 'g');
  bare CONSTANT text := search_plain(unaccent(plain));
  language text;
  config regconfig;
  stems tsquery;
BEGIN
  small := false;
  word := phraseto_tsquery('pg_catalog.simple', bare);
  IF numnode(word) = 0 THEN
    word := NULL;
    RETURN;
  ELSIF opening THEN
    word := (word::text || ':*')::tsquery;
    queries := ARRAY[word];
    RETURN;
  END IF;
  queries := ARRAY[search_tagged(word::text, '-')::tsquery];
  FOREACH language IN ARRAY languages LOOP
    config := search_config(language);
    CONTINUE WHEN config IS NULL;
    stems := phraseto_tsquery(config, bare);
    IF numnode(stems) = 0 THEN
      small := true;
    ELSE
      queries := queries || search_tagged(stems::text, language)::tsquery;
    END IF;
    IF bare <> plain THEN
      stems := phraseto_tsquery(config, plain);
      IF numnode(stems) > 0 THEN
        queries := queries || search_tagged(unaccent(stems::text), language)::tsquery;
      END IF;
    END IF;
  END LOOP;
  IF small THEN
    queries := queries || word;
  END IF;
END $$;

-- What sorts names as people expect: without accents, case, and the punctuation that a title may begin with.
CREATE FUNCTION search_sort_key(words text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(search_plain(unaccent(search_plain(words))), '\s+', ' ', 'g'))
$$;


-- 2. Entries: the names by which records are known, and all the words of each.

CREATE TABLE search_name (
  kind text NOT NULL,
  record bigint NOT NULL,
  names tsvector NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, record)
);
CREATE INDEX search_name_names ON search_name USING gin (names);
-- The kinds whose names find the records that carry them. Beside the measures they are few.
CREATE INDEX search_name_carried ON search_name USING gin (names) WHERE kind IN ('term', 'coalition', 'event');

-- Counting matches reads a row of each, so rows are short: the words, weighted by where they stand, lie apart.
CREATE TABLE search_text (kind text NOT NULL, record bigint NOT NULL, body tsvector NOT NULL, PRIMARY KEY (kind, record))
  PARTITION BY LIST (kind);
CREATE INDEX search_text_body ON search_text USING gin (body);
CREATE TABLE search_text_measure PARTITION OF search_text FOR VALUES IN ('measure') WITH (toast_tuple_target = 128);
CREATE TABLE search_text_result PARTITION OF search_text FOR VALUES IN ('result') WITH (toast_tuple_target = 128);
CREATE TABLE search_text_coalition PARTITION OF search_text FOR VALUES IN ('coalition');
CREATE TABLE search_text_event PARTITION OF search_text FOR VALUES IN ('event');
ALTER TABLE search_text_measure ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE search_text_result ALTER COLUMN body SET STORAGE EXTERNAL;

-- The words that occur, for telling what somebody meant to type. A word may stand here twice: nobody has to wait for
-- somebody else's transaction to know whether it does.
CREATE TABLE search_word (word text COLLATE "C" NOT NULL);
CREATE INDEX search_word_word ON search_word (word);

-- A name in several languages.
CREATE FUNCTION search_names(names jsonb) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
  name record;
  vector tsvector := '';
BEGIN
  FOR name IN SELECT key, value FROM jsonb_each_text(names) LOOP
    vector := vector || search_vector(name.value, name.key);
  END LOOP;
  RETURN vector;
END $$;

CREATE TYPE search_entry AS (names tsvector, sort_key text, body tsvector);

CREATE FUNCTION search_entry_of_measure(measure bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
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

CREATE FUNCTION search_entry_of_result(result bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT NULL::tsvector, NULL,
    setweight(search_vector(left(r.statement, 20000), m.language), 'A')
      || setweight(search_vector(m.title, m.language), 'B')
      || setweight(search_vector(r.unit || E'\n' || left(r.evidence, 5000), m.language), 'D')
  FROM measures_result AS r JOIN measures_measure AS m ON m.id = r.measure_id
  WHERE r.id = result AND m.withdrawn_at IS NULL
$$;

CREATE FUNCTION search_entry_of_coalition(coalition bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT names, search_sort_key(name),
    setweight(names, 'A') || setweight(search_vector(left(description, 20000), language), 'D')
  FROM coalitions_coalition, LATERAL (
    SELECT search_vector(name || E'\n' || acronym || E'\n' || left(former_names, 5000), language)
      || search_names(other_names) AS names
  ) AS named
  WHERE id = coalition
$$;

CREATE FUNCTION search_entry_of_event(event bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT names, search_sort_key(name),
    setweight(names, 'A') || setweight(search_vector(place || E'\n' || left(description, 20000), language), 'D')
  FROM coalitions_event, LATERAL (SELECT search_vector(name, language) || search_names(other_names) AS names) AS named
  WHERE id = event
$$;

CREATE FUNCTION search_entry_of_term(term bigint) RETURNS SETOF search_entry LANGUAGE sql STABLE AS $$
  SELECT search_names(names), '', NULL::tsvector FROM measures_term WHERE id = term
$$;

-- Make the entry of a record anew, or remove it when the record is not public.
CREATE FUNCTION search_enter(kind_of text, number bigint) RETURNS void LANGUAGE plpgsql AS $$
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

-- The words of an entry that somebody could have mistyped.
CREATE FUNCTION search_words(body tsvector) RETURNS SETOF text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lexeme FROM unnest(tsvector_to_array(body)) AS lexeme
  WHERE strpos(lexeme, ':') = 0 AND length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '^[0-9]'
    AND ascii(lexeme) NOT BETWEEN 3584 AND 4255 AND ascii(lexeme) < 12293
$$;

-- The records of a kind that one of the queries finds, as whole numbers of four bytes. Each query is a condition of its
-- own, which an index answers by reading a plain list; and the planner must not think that reading all texts is quick.
CREATE FUNCTION search_records(kind text, queries tsquery[]) RETURNS bytea LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
DECLARE
  records bytea;
BEGIN
  EXECUTE format('SELECT string_agg(int4send(record::int), %L) FROM %I WHERE ', '', 'search_text_' || kind)
    || (SELECT string_agg(format('body @@ %L::tsquery', query), ' OR ') FROM unnest(queries) AS query) INTO records;
  RETURN records;
END $$;


-- 3. Changes. For each record the transaction that changed it last and a number that is never used twice. Reading those
-- of transactions that had not ended at the last look tells a process what it does not know yet.

CREATE TABLE search_change (
  kind text NOT NULL,
  record bigint NOT NULL,
  transaction bigint NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (kind, record)
);
CREATE INDEX search_change_transaction ON search_change (transaction);
CREATE INDEX search_change_number_index ON search_change (number);
CREATE SEQUENCE search_change_number OWNED BY search_change.number;

CREATE FUNCTION search_note(kind text, records bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_change
  SELECT $1, record, pg_current_xact_id()::text::bigint, nextval('search_change_number')
  FROM (SELECT DISTINCT record FROM unnest($2) AS record WHERE record IS NOT NULL ORDER BY record) AS changed
  ON CONFLICT ON CONSTRAINT search_change_pkey
  DO UPDATE SET transaction = excluded.transaction, number = excluded.number
$$;

-- The entry is made once, when the transaction ends, however often the record changed in it.
CREATE FUNCTION search_enter_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM search_change WHERE kind = NEW.kind AND record = NEW.record AND number = NEW.number) THEN
    PERFORM search_enter(NEW.kind, NEW.record);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER search_enter_changed AFTER INSERT OR UPDATE ON search_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION search_enter_changed();

-- A trigger's arguments: which column names a record of which kind.
CREATE FUNCTION search_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind CONSTANT text := TG_ARGV[0];
  records bigint[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT array_agg(record) FROM (SELECT %1$I AS record FROM changed UNION SELECT %1$I FROM former) r',
      TG_ARGV[1]) INTO records;
  ELSE
    EXECUTE format('SELECT array_agg(%I) FROM changed', TG_ARGV[1]) INTO records;
  END IF;
  IF records IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM search_note(kind, records);
  IF kind = 'measure' THEN  -- what belongs to a measure is public with it
    PERFORM search_note('result', array_agg(id)) FROM measures_result WHERE measure_id = ANY(records);
  END IF;
  RETURN NULL;
END $$;

-- Which records have a common word, as of which change (common_words.py).
CREATE TABLE search_kept (
  kind text NOT NULL,
  query text COLLATE "C" NOT NULL,
  records bytea NOT NULL,  -- a roaring bitmap, as is the next
  headings bytea NOT NULL,
  number bigint NOT NULL,  -- of the last change that it knows
  PRIMARY KEY (kind, query)
);
ALTER TABLE search_kept ALTER COLUMN records SET STORAGE EXTERNAL, ALTER COLUMN headings SET STORAGE EXTERNAL;

CREATE FUNCTION search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_name WHERE kind = TG_ARGV[0];
  DELETE FROM search_text WHERE kind = TG_ARGV[0];
  DELETE FROM search_change WHERE kind = TG_ARGV[0];
  DELETE FROM search_kept WHERE kind = TG_ARGV[0];
  RETURN NULL;
END $$;

DO $$
DECLARE
  source record;
  arguments text;
BEGIN
  FOR source IN VALUES
    ('measures_measure', 'measure', 'id'), ('measures_measure_terms', 'measure', 'measure_id'),
    ('measures_measure_events', 'measure', 'measure_id'), ('measures_measure_supported_coalitions', 'measure', 'measure_id'),
    ('measures_partner', 'measure', 'measure_id'),
    ('measures_result', 'measure', 'measure_id'), ('measures_result', 'result', 'id'),
    ('coalitions_coalition', 'coalition', 'id'), ('coalitions_membership', 'coalition', 'coalition_id'),
    ('coalitions_statuschange', 'coalition', 'coalition_id'),
    ('coalitions_event', 'event', 'id'), ('coalitions_participation', 'event', 'event_id'),
    ('measures_term', 'term', 'id')
  LOOP
    arguments := format('FOR EACH STATEMENT EXECUTE FUNCTION search_note_changed(%L, %L)', source.column2, source.column3);
    EXECUTE format('CREATE TRIGGER search_%1$s_insert AFTER INSERT ON %2$I REFERENCING NEW TABLE AS changed ',
      source.column2, source.column1) || arguments;
    EXECUTE format('CREATE TRIGGER search_%1$s_delete AFTER DELETE ON %2$I REFERENCING OLD TABLE AS changed ',
      source.column2, source.column1) || arguments;
    EXECUTE format(
      'CREATE TRIGGER search_%1$s_update AFTER UPDATE ON %2$I REFERENCING NEW TABLE AS changed OLD TABLE AS former ',
      source.column2, source.column1) || arguments;
    IF source.column3 = 'id' THEN
      EXECUTE format('CREATE TRIGGER search_%1$s_truncate AFTER TRUNCATE ON %2$I EXECUTE FUNCTION search_forget(%1$L)',
        source.column2, source.column1);
    END IF;
  END LOOP;
END $$;
