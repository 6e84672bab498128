-- What the batch knows of people, what the recommender learns from, and what it has learnt.

CREATE TABLE IF NOT EXISTS mart.training_set (
  person STRING COMMENT 'Pseudonym.',
  place INT COMMENT 'Which of the person''s titles it is, in time order, from 1.',
  title STRING COMMENT 'Title taken up; each once per person.',
  occurred TIMESTAMP COMMENT 'When the person last did something with it.',
  strength FLOAT COMMENT 'How much they seemed to care: 0 (waved away) to 1 (finished, liked, rated at the top).'
) USING iceberg COMMENT 'What people took up, one after another: plays, ratings, likes, favourites.';

CREATE TABLE IF NOT EXISTS mart.profiles (
  day DATE COMMENT 'UTC day; the row says what was known at its end.',
  person STRING COMMENT 'Pseudonym.',
  genres MAP<STRING, DOUBLE> COMMENT 'Share of attention by genre, sums to 1; half as much after half a year.',
  platforms MAP<STRING, DOUBLE> COMMENT 'Share of plays by platform, sums to 1.',
  hrs ARRAY<DOUBLE> COMMENT 'Share of plays by hour of the day in UTC: 24 numbers that sum to 1; empty without plays.',
  recency_days INT COMMENT 'Days since the last event.',
  events_28d BIGINT COMMENT 'Plays and interactions in the 28 days that end with the day.',
  played_millis_28d BIGINT COMMENT 'Wall-clock milliseconds played in them.',
  value_micros_28d BIGINT COMMENT 'Payments less refunds, and ad revenue, in them; millionths of the reporting currency.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What is known of each person at the end of a day.';

CREATE TABLE IF NOT EXISTS mart.candidates (
  day DATE COMMENT 'UTC day; the lists hold at its end.',
  slice STRING COMMENT 'popular, trending or new, alone (the catalogue used last) or with :CATALOGUE; or similar:TITLE.',
  place INT COMMENT 'From 1, best first.',
  title STRING COMMENT 'Title.',
  score DOUBLE COMMENT 'Higher is better; comparable only within a list.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Lists of titles to choose from.';

CREATE TABLE IF NOT EXISTS ops.models (
  name STRING COMMENT 'Model, such as recommender.',
  version STRING COMMENT 'Follows from the content.',
  created_at TIMESTAMP COMMENT 'When it was first stored.',
  location STRING COMMENT 'Folder of the artifact, as a URI.',
  sha256 STRING COMMENT 'Of the artifact, hexadecimal.',
  seed BIGINT COMMENT 'Seed of its training.',
  snapshots MAP<STRING, BIGINT> COMMENT 'Snapshots of the tables that it learnt from.',
  parameters MAP<STRING, STRING> COMMENT 'What shaped it.',
  metrics MAP<STRING, DOUBLE> COMMENT 'How well it did on what was held back.',
  run_id STRING COMMENT 'Run that stored it.'
) USING iceberg COMMENT 'Every model that was stored.';
