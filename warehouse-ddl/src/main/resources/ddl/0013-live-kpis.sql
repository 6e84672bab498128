-- What the stream tells of KPIs while their periods run.
CREATE TABLE IF NOT EXISTS mart.kpi_minute (
  minute TIMESTAMP COMMENT 'End of the minute: what had been told by then.',
  kpi STRING COMMENT 'Id, such as K1.3.',
  measure STRING COMMENT 'Measure of the KPI, such as completion.',
  zone STRING COMMENT 'IANA zone of the period.',
  grain STRING COMMENT 'Length of the period: hour or day.',
  started TIMESTAMP COMMENT 'First moment of the period.',
  `by` STRING COMMENT 'Empty for all, or dimension=value.',
  numerator DECIMAL(38, 6) COMMENT 'What is divided, or the count itself; null for a percentile.',
  denominator DECIMAL(38, 6) COMMENT 'What it is divided by, or how many were ranked; null for a count.',
  value DOUBLE COMMENT 'The number; null if the denominator is 0.',
  version INT COMMENT 'Version of the definition.',
  latest TIMESTAMP COMMENT 'When the newest event occurred that had been taken into account.',
  computed_at TIMESTAMP COMMENT 'When it was computed.'
) USING iceberg PARTITIONED BY (days(minute)) COMMENT 'Live KPIs minute by minute: a row for each value that changed.';
