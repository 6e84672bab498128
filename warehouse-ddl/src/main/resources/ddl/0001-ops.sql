-- What the batch knows of itself.
CREATE NAMESPACE IF NOT EXISTS ops;
CREATE NAMESPACE IF NOT EXISTS raw;
CREATE NAMESPACE IF NOT EXISTS core;
CREATE NAMESPACE IF NOT EXISTS mart;

CREATE TABLE IF NOT EXISTS ops.migrations (
  name STRING COMMENT 'File that was applied.',
  applied_at TIMESTAMP COMMENT 'When.'
) USING iceberg COMMENT 'Steps of the lake''s shape that have been applied.';

CREATE TABLE IF NOT EXISTS ops.job_runs (
  run_id STRING COMMENT 'Id of the run; all jobs of one nightly share its first part.',
  job STRING COMMENT 'Name of the job.',
  started_at TIMESTAMP COMMENT 'When it began.',
  finished_at TIMESTAMP COMMENT 'When it ended.',
  status STRING COMMENT 'succeeded or failed.',
  incremental BOOLEAN COMMENT 'True if it took up where the last run ended; false if its days were given.',
  inputs MAP<STRING, BIGINT> COMMENT 'Snapshot read of each input table; of KPIs also the version of each, by id and zone.',
  days ARRAY<DATE> COMMENT 'Days that it wrote, UTC days for core tables, local days for marts; those left as they were are not named.',
  written_rows BIGINT COMMENT 'Rows written.',
  detail STRING COMMENT 'What it says of itself, or the failure.'
) USING iceberg PARTITIONED BY (months(started_at)) COMMENT 'Every run of every batch job: what it read, what it wrote.';
