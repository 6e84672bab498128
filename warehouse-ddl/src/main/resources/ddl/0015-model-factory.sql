-- The model factory: more of each stored model, the stages it went through, what models say of people, and how they hold.

ALTER TABLE ops.models ADD COLUMNS (
  as_of TIMESTAMP COMMENT 'What the lake was read as of; null for a recommender.',
  code STRING COMMENT 'Digest of the classes that learnt, twelve letters; null for a recommender.',
  card STRING COMMENT 'What the model says of itself, as Markdown; null for a recommender.'
);

CREATE TABLE IF NOT EXISTS ops.model_stages (
  name STRING COMMENT 'Model, such as churn.',
  step BIGINT COMMENT 'Counts the changes of a model from 1; both sides of a promotion are one step.',
  version STRING COMMENT 'Version, as in ops.models.',
  stage STRING COMMENT 'candidate, champion or retired.',
  since TIMESTAMP COMMENT 'When.',
  reason STRING COMMENT 'Why: what the gate said, or who asked for it.',
  run_id STRING COMMENT 'Run that changed it.'
) USING iceberg COMMENT 'Which version of a model was what; of each version the newest row stands. The champion serves.';

CREATE TABLE IF NOT EXISTS ops.model_health (
  day DATE COMMENT 'UTC day of the answers; for what came of them the day on which they were given.',
  name STRING COMMENT 'Model.',
  version STRING COMMENT 'Version, as in ops.models.',
  measure STRING COMMENT 'stability (population stability index against what it learnt from), calibration (expected calibration error against what came) or auc (of what came).',
  subject STRING COMMENT 'Feature; answer for the model''s own answers.',
  people BIGINT COMMENT 'How many were looked at.',
  value DOUBLE COMMENT 'What was measured.',
  high DOUBLE COMMENT 'Greatest value that is no alarm; null if there is none.',
  passed BOOLEAN COMMENT 'False is an alarm; null where nothing is judged.',
  run_id STRING COMMENT 'Run that measured, as in ops.job_runs.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Whether models still see what they learnt from, and whether their answers came true.';

CREATE TABLE IF NOT EXISTS mart.churn (
  day DATE COMMENT 'UTC day; the row says what was known at its end.',
  person STRING COMMENT 'Pseudonym; those with a subscription that is paid for and current.',
  probability DOUBLE COMMENT 'That 30 days later they have none.',
  low DOUBLE COMMENT 'Of such answers the share that came true lies above this and below high nine times of ten.',
  high DOUBLE COMMENT 'See low.',
  model STRING COMMENT 'Version of the model churn.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How likely each subscriber is to leave within 30 days.';

CREATE TABLE IF NOT EXISTS mart.conversion (
  day DATE COMMENT 'UTC day; the row says what was known at its end.',
  person STRING COMMENT 'Pseudonym; those with an account who have no paid subscription and never paid an invoice.',
  probability DOUBLE COMMENT 'That they pay one within 30 days.',
  low DOUBLE COMMENT 'Of such answers the share that came true lies above this and below high nine times of ten.',
  high DOUBLE COMMENT 'See low.',
  model STRING COMMENT 'Version of the model conversion.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How likely each person without a paid subscription is to pay within 30 days.';
