-- The tables that finding rests on. The functions and triggers beside this file keep them true whoever writes; Django's
-- models know nothing of them.

-- 1. Entries: the names by which records are known, and all the words of each.

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

-- What a function of finding/sql/entries.sql says of one record.
CREATE TYPE search_entry AS (names tsvector, sort_key text, body tsvector);


-- 2. Notes of changes: for each record the transaction that changed it last, and a number that is never used twice.
-- Reading those of transactions that had not ended at the last look tells a process what it does not know yet.

CREATE TABLE search_change (
  kind text NOT NULL,
  record bigint NOT NULL,
  number bigint NOT NULL,
  cluster bigint NOT NULL,  -- of PostgreSQL, where alone the transaction means something: a dump may go elsewhere
  transaction bigint NOT NULL,
  PRIMARY KEY (kind, record)
);
CREATE INDEX search_change_transaction ON search_change (cluster, transaction);
CREATE INDEX search_change_number_index ON search_change (number);
CREATE SEQUENCE search_change_number OWNED BY search_change.number;


-- 3. Which records have a common word, as of which change (finding/common_words.py).

CREATE TABLE search_kept (
  kind text NOT NULL,
  query text COLLATE "C" NOT NULL,
  records bytea NOT NULL,  -- a roaring bitmap, as is the next
  headings bytea NOT NULL,
  number bigint NOT NULL,  -- of the last change that it knows
  PRIMARY KEY (kind, query)
);
ALTER TABLE search_kept ALTER COLUMN records SET STORAGE EXTERNAL, ALTER COLUMN headings SET STORAGE EXTERNAL;
