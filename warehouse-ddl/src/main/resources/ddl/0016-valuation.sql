-- What titles are worth and what people are likely to take up. A row of a day says what was known at its end and reads
-- the views of the days before it, for those of the day itself may go on.

CREATE TABLE IF NOT EXISTS mart.valuation (
  day DATE COMMENT 'UTC day; the row says what was known at its end.',
  title STRING COMMENT 'Title that is offered; a series stands for all its episodes.',
  kind STRING COMMENT 'film, series, episode, track or podcast.',
  model_version STRING COMMENT 'Version in mart.valuation_models.',
  horizon_days INT COMMENT 'Days ahead that are meant: 7 to 91, by how much past there is.',
  basis STRING COMMENT 'history: hours by its own last weeks; properties: by what is known of it and by titles like it.',
  expected_hrs DOUBLE COMMENT 'Hours that it will be watched: as likely more as less.',
  low_hrs DOUBLE COMMENT 'Low end: nine in ten titles lie between low and high.',
  high_hrs DOUBLE COMMENT 'High end.',
  naive_hrs DOUBLE COMMENT 'What titles of its kind and genres came to on average in as many days.',
  uplift DOUBLE COMMENT 'How many more of its paid viewers still pay 28 days later than of people who watched as much of other titles in the same week: share, held towards that of all titles.',
  uplift_low DOUBLE COMMENT 'Low end: nine in ten lie between low and high.',
  uplift_high DOUBLE COMMENT 'High end.',
  uplift_watchers BIGINT COMMENT 'Paid viewers that it was measured on; 0 if it is taken from other titles.',
  currency STRING COMMENT 'The reporting currency, ISO 4217.',
  retention_micros BIGINT COMMENT 'By people who stay and would have left: millionths of the currency unit.',
  acquisition_micros BIGINT COMMENT 'By people whom it brings: they watched it first, and then paid for the first time.',
  ad_micros BIGINT COMMENT 'By ads shown with it.',
  sale_micros BIGINT COMMENT 'By buying and renting it, net.',
  value_micros BIGINT COMMENT 'All four together.',
  low_micros BIGINT COMMENT 'What the low ends of hours and uplift come to.',
  high_micros BIGINT COMMENT 'What the high ends come to.',
  ceiling_micros BIGINT COMMENT 'The most that may be paid to have it so long: low_micros, 0 at least.',
  comparables ARRAY<STRUCT<title: STRING, weight: DOUBLE, hrs: DOUBLE>> COMMENT 'Titles most like it, how much (0 to 1), and the hours that they came to in as many days.',
  reasons ARRAY<STRING> COMMENT 'Why, in words.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What each title that is offered is worth over the coming weeks.';
ALTER TABLE mart.valuation WRITE LOCALLY ORDERED BY title;

CREATE TABLE IF NOT EXISTS mart.valuation_models (
  day DATE COMMENT 'UTC day; it knows what was known at its end.',
  model_version STRING COMMENT 'Follows from the content: the beginning of its SHA-256.',
  horizon_days INT COMMENT 'Days ahead that it tells of.',
  titles BIGINT COMMENT 'Titles that it learnt from.',
  content STRING COMMENT 'All of it, as JSON.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What values titles, also those not bought yet.';

CREATE TABLE IF NOT EXISTS mart.valuation_backtests (
  day DATE COMMENT 'UTC day up to which it was seen what came.',
  moment DATE COMMENT 'UTC day at whose beginning it was foretold, from what was known then.',
  horizon_days INT COMMENT 'Days from the moment that were foretold.',
  basis STRING COMMENT 'history: titles with a past; properties: titles as if nobody had watched them, by a model that had never seen them.',
  method STRING COMMENT 'model; mean of its genres, the naive word; last weeks, as if all went on; or regression alone, without titles like it.',
  titles INT COMMENT 'Titles foretold.',
  mape DOUBLE COMMENT 'Mean of the error as a share of what came, over titles that came to an hour or more.',
  wape DOUBLE COMMENT 'All errors as a share of all hours.',
  rank_correlation DOUBLE COMMENT 'Of the ranks foretold and those that came (Spearman): -1 to 1.',
  coverage DOUBLE COMMENT 'Share of titles within the interval, which promises 0.9; null if the method tells none.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How well hours would have been foretold, against what came.';

CREATE TABLE IF NOT EXISTS mart.preference (
  day DATE COMMENT 'UTC day; the row says what was known at its end.',
  person STRING COMMENT 'Pseudonym.',
  model_version STRING COMMENT 'Follows from what was learnt.',
  genres MAP<STRING, DOUBLE> COMMENT 'Probability that they view a title of the genre within the seven days that begin with the day.',
  kinds MAP<STRING, DOUBLE> COMMENT 'The same by kind: film, episode, track or podcast.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What each person seen in 26 weeks is likely to take up within a week.';

CREATE TABLE IF NOT EXISTS mart.preference_backtests (
  day DATE COMMENT 'UTC day; judged by the seven days before it.',
  dimension STRING COMMENT 'genre or kind.',
  model_version STRING COMMENT 'Version in mart.preference.',
  pairs INT COMMENT 'People and things judged: people of whom the curve had not seen those days.',
  ece DOUBLE COMMENT 'Expected calibration error, ten bins of equal width.',
  log_loss DOUBLE COMMENT 'Mean logarithmic loss.',
  naive_log_loss DOUBLE COMMENT 'The same if everybody were told the share of everybody.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How true the probabilities of mart.preference are.';
