-- Where everything comes from, and how the tables are kept.

CREATE TABLE IF NOT EXISTS ops.lineage (
  event_time TIMESTAMP COMMENT 'When it happened.',
  event_type STRING COMMENT 'START, COMPLETE or FAIL.',
  run_id STRING COMMENT 'Id of the run, as in ops.job_runs and beside each KPI value; of a streaming job, the same as lineage_run.',
  job STRING COMMENT 'Name of the job.',
  lineage_run STRING COMMENT 'UUID of this job in this run, as OpenLineage wants it.',
  inputs ARRAY<STRUCT<name: STRING, snapshot: BIGINT>> COMMENT 'Tables that it read, at these snapshots.',
  outputs ARRAY<STRUCT<name: STRING, snapshot: BIGINT>> COMMENT 'Tables that it wrote, and the snapshots it left; a table that was as it should be is not among them.',
  json STRING COMMENT 'The whole event, OpenLineage 2-0-2.'
) USING iceberg PARTITIONED BY (months(event_time)) COMMENT 'What every run of every job read and wrote, as OpenLineage events.';

CREATE TABLE IF NOT EXISTS ops.table_care (
  run_id STRING COMMENT 'Run of the job table-care.',
  cared_at TIMESTAMP COMMENT 'When.',
  table_name STRING COMMENT 'Table, with its namespace.',
  files BIGINT COMMENT 'Data files after care.',
  most_files BIGINT COMMENT 'Data files of the closed partition that has most of them.',
  manifests BIGINT COMMENT 'Manifests of the newest snapshot.',
  snapshots BIGINT COMMENT 'Snapshots, tagged ones included.',
  tags BIGINT COMMENT 'Tags: snapshots that a number or a model was computed from.',
  metadata_bytes BIGINT COMMENT 'Size of the metadata file.',
  files_before BIGINT COMMENT 'Data files before care.',
  compacted BIGINT COMMENT 'Small data files that were written together.',
  expired BIGINT COMMENT 'Snapshots let go of.',
  orphans BIGINT COMMENT 'Files removed that no table knew.',
  broken STRING COMMENT 'Bounds that are still exceeded, in words; empty if none is.'
) USING iceberg PARTITIONED BY (months(cared_at)) COMMENT 'How every table looked after each care.';
