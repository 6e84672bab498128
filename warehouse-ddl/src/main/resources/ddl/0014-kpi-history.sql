-- What was told before a definition changed.
CREATE TABLE IF NOT EXISTS mart.kpi_history (
  kpi STRING COMMENT 'Id, such as K1.3.',
  measure STRING COMMENT 'Measure of the KPI, such as completion.',
  zone STRING COMMENT 'IANA zone of the day.',
  grain STRING COMMENT 'Length of the period: hour, day, week, month or campaign.',
  day DATE COMMENT 'Local day, the first of the period.',
  started TIMESTAMP COMMENT 'Instant at which the period begins.',
  `by` STRING COMMENT 'Empty for all, or dimension=value.',
  numerator DECIMAL(38, 6) COMMENT 'What is divided, or the count itself; null for a percentile.',
  denominator DECIMAL(38, 6) COMMENT 'What it is divided by, or how many were ranked; null for a count.',
  value DOUBLE COMMENT 'The number; null if the denominator is 0.',
  version INT COMMENT 'Version of the definition that it followed.',
  filter STRING COMMENT 'What counted.',
  cut_off TIMESTAMP COMMENT 'Start of the last quarter hour whose facts were there.',
  snapshots STRING COMMENT 'Snapshots of the core tables that it was computed from.',
  run_id STRING COMMENT 'Run that computed it.',
  computed_at TIMESTAMP COMMENT 'When.',
  replaced_by INT COMMENT 'Version of the definition that took its place.',
  replaced_run STRING COMMENT 'Run that replaced it.',
  replaced_at TIMESTAMP COMMENT 'When.'
) USING iceberg PARTITIONED BY (kpi, version) COMMENT 'Every KPI value that a later version of its definition has replaced in mart.kpi_daily.';
