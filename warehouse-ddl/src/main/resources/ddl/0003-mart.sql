CREATE TABLE IF NOT EXISTS mart.kpi_daily (
  kpi STRING COMMENT 'Id, such as K1.3.',
  measure STRING COMMENT 'Measure of the KPI, such as completion.',
  zone STRING COMMENT 'IANA zone of the day.',
  day DATE COMMENT 'Local day.',
  `by` STRING COMMENT 'Empty for all, or dimension=value.',
  numerator DECIMAL(38, 6) COMMENT 'What is divided, or the count itself; null for a percentile.',
  denominator DECIMAL(38, 6) COMMENT 'What it is divided by, or how many were ranked; null for a count.',
  value DOUBLE COMMENT 'The number; null if the denominator is 0.',
  version INT COMMENT 'Version of the definition.',
  snapshots STRING COMMENT 'Snapshots of the core tables that it was computed from.',
  run_id STRING COMMENT 'Run that computed it.',
  computed_at TIMESTAMP COMMENT 'When.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Every KPI by local day.';
