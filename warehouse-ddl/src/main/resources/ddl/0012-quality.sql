-- What the checks of quality.txt found.

CREATE TABLE IF NOT EXISTS ops.quality (
  day DATE COMMENT 'UTC day whose rows were judged; for freshness the day of the run.',
  table_name STRING COMMENT 'Table, with its namespace.',
  rule STRING COMMENT 'The check, as quality.txt names it.',
  kind STRING COMMENT 'not null, unique, reference, range, holds, volume, freshness or drift.',
  checked BIGINT COMMENT 'Rows looked at.',
  failed BIGINT COMMENT 'Rows that do not pass; null for a check of the day as a whole.',
  value DOUBLE COMMENT 'What was measured: share of rows that pass, rows of the day, hours since the newest row, or population stability index.',
  low DOUBLE COMMENT 'Least value that passes; null if there is none.',
  high DOUBLE COMMENT 'Greatest value that passes; null if there is none.',
  passed BOOLEAN COMMENT 'Whether it passed; null where there was too little to judge by.',
  snapshot BIGINT COMMENT 'Snapshot of the table that was judged.',
  run_id STRING COMMENT 'Run that judged, as in ops.job_runs.',
  computed_at TIMESTAMP COMMENT 'When.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How every table did in every check on every day; the newest judgement of a day stands.';

CREATE TABLE IF NOT EXISTS ops.quarantine (
  day DATE COMMENT 'UTC day of the row.',
  table_name STRING COMMENT 'Table that the row stands in, with its namespace.',
  rule STRING COMMENT 'The check that it fails.',
  reason STRING COMMENT 'What the check asks for, in words.',
  row_key STRING COMMENT 'What tells the row from others, its parts separated by slashes.',
  row_json STRING COMMENT 'The row, as JSON.',
  run_id STRING COMMENT 'Run that found it, as in ops.job_runs.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Rows of core tables that fail a check; at most a thousand for each check and day. They stay where they are: this marks them.';
