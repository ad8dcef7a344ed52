-- Words as every search compares them, whether of the public or of the admin; common/plain.py makes the same of a word.

-- Small letters, without punctuation and the vowel signs that Arabic may leave out. Letters and digits that keyboards of
-- Arabic, Persian and Urdu have in several forms are one.
CREATE OR REPLACE FUNCTION plain_letters(words text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  plain text := regexp_replace(
    translate(lower(normalize(words, NFKC)),
      'أإآٱىیئؤک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'اااايييوك01234567890123456789'),
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

-- The words of a text, without accents, with one space between two.
CREATE OR REPLACE FUNCTION plain_words(words text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(plain_letters(unaccent(plain_letters(words))), '\s+', ' ', 'g'))
$$;

-- Whether a text has each word that was typed, be it inside a longer one. Of plain words no sign means anything to LIKE.
CREATE OR REPLACE FUNCTION has_words(words text, typed text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN plain_words(words) LIKE ALL (SELECT '%' || word || '%' FROM string_to_table(plain_words(typed), ' ') AS word);
END $$;
