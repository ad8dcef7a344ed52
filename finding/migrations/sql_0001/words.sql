-- Words: how a text is taken apart, and what finds a word in it. Done here rather than by PostgreSQL's parser, which takes
-- another locale's punctuation for letters.

-- Small letters, without punctuation, vowel signs that Arabic may leave out, and absurdly long words.
CREATE OR REPLACE FUNCTION search_plain(words text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
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

-- A sign of a script that is searched in pairs of signs, as common/scripts.py has it: those that write no spaces between
-- words, and Korean, which adds to a word what others write apart.
CREATE OR REPLACE FUNCTION search_paired() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff'
    '\U00020000-\U0003ffff]'
$$;

-- The same with such scripts in pairs: 文化政策 becomes 文化 化政 政策, and in an entry (`whole`) also 策, so that one sign
-- finds the words that it begins or ends.
CREATE OR REPLACE FUNCTION search_pairs(plain text, whole boolean) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
  IF octet_length(plain) = length(plain) OR plain !~ search_paired() THEN
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
        SELECT sign, place, sign ~ search_paired() AS joined
        FROM string_to_table(plain, NULL) WITH ORDINALITY AS characters(sign, place)
      ) AS known
      WINDOW signs AS (ORDER BY place)
    ) AS neighbours
  );
END $$;

-- PostgreSQL's stemmer for a language of ISO 639-1; NULL where it has none.
CREATE OR REPLACE FUNCTION search_config(language text) RETURNS regconfig LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
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
CREATE OR REPLACE FUNCTION search_vector(words text, language text) RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
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
CREATE OR REPLACE FUNCTION search_tagged(lexemes text, tag text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN replace(' ' || lexemes, ' ''', ' ''' || tag || ':');
END $$;

-- What finds one word or phrase: its stems in any of these languages, each query alone, or, with `opening`, the words that
-- begin with it; and `word`, which finds it as it is. `small` says that it is one of the words, like "the", that some of
-- the languages leave out.
CREATE OR REPLACE FUNCTION search_query(
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
CREATE OR REPLACE FUNCTION search_sort_key(words text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(search_plain(unaccent(search_plain(words))), '\s+', ' ', 'g'))
$$;

-- The words of an entry that somebody could have mistyped.
CREATE OR REPLACE FUNCTION search_words(body tsvector) RETURNS SETOF text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lexeme FROM unnest(tsvector_to_array(body)) AS lexeme
  WHERE strpos(lexeme, ':') = 0 AND length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '^[0-9]'
    AND lexeme !~ ('^' || search_paired())
$$;
