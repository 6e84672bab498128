-- Conformed facts. Instants are UTC; `day` is the UTC day that owns the row; `quarter_no` counts quarter hours from
-- 1970-01-01T00:00Z and joins core.calendar for the local day of each zone. Events with an exclusion are left out.

CREATE TABLE IF NOT EXISTS core.calendar (
  zone STRING COMMENT 'IANA zone.',
  quarter_no INT COMMENT 'Quarter hours since 1970-01-01T00:00Z.',
  day_no INT COMMENT 'Local days since 1970-01-01.',
  day DATE COMMENT 'Local day.',
  week_no INT COMMENT 'ISO weeks since the week of 1970-01-01.',
  month_no INT COMMENT 'Months since the year 0.',
  year INT COMMENT 'Year of the quarter hour in UTC.'
) USING iceberg PARTITIONED BY (year) COMMENT 'Which local day, week and month each quarter hour belongs to, in each zone.';

CREATE TABLE IF NOT EXISTS core.days (
  zone STRING COMMENT 'IANA zone.',
  day_no INT COMMENT 'Local days since 1970-01-01.',
  day DATE COMMENT 'Local day.',
  from_quarter_no INT COMMENT 'First quarter hour of the day.',
  until_quarter_no INT COMMENT 'First quarter hour after the day.',
  year INT COMMENT 'Year of the local day.'
) USING iceberg PARTITIONED BY (year) COMMENT 'Local days and their limits, in each zone.';

CREATE TABLE IF NOT EXISTS core.trailing_days (
  day_no INT COMMENT 'A local day.',
  member_day_no INT COMMENT 'A day of the 28 that end with it.',
  age_days INT COMMENT 'How many days before: 0 to 27.',
  year INT COMMENT 'Year of the day.'
) USING iceberg PARTITIONED BY (year) COMMENT 'Bridge from a day to each of the 28 days that end with it.';

CREATE TABLE IF NOT EXISTS core.titles (
  title STRING COMMENT 'Id, such as ml-1m:318.',
  kind STRING COMMENT 'film, series, episode, track, podcast or artist.',
  name STRING COMMENT 'Its name.',
  genres ARRAY<STRING> COMMENT 'Genres.',
  credits ARRAY<STRUCT<name: STRING, role: STRING>> COMMENT 'People who made it.',
  released_year INT COMMENT 'Year of release.',
  runtime_millis BIGINT COMMENT 'Runtime in media milliseconds.',
  language STRING COMMENT 'Original language, BCP 47.',
  synopsis STRING COMMENT 'What it is about.',
  series STRING COMMENT 'Series it belongs to.',
  season INT COMMENT 'Season number, from 1.',
  episode INT COMMENT 'Episode number, from 1.',
  minimum_age INT COMMENT 'Years of age from which it is suitable.',
  exclusive BOOLEAN COMMENT 'True if only we offer it.',
  offered BOOLEAN COMMENT 'False once withdrawn.',
  source STRING COMMENT 'Who said so last.',
  updated TIMESTAMP COMMENT 'When that was.'
) USING iceberg COMMENT 'What is known of each title; the latest word wins.';

CREATE TABLE IF NOT EXISTS core.plays (
  day DATE COMMENT 'UTC day of the start.',
  play STRING COMMENT 'Id of the play: one title, one player, from intent to stop.',
  title STRING COMMENT 'Title played.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  device STRING COMMENT 'Pseudonym of the device; null without consent.',
  household STRING COMMENT 'Pseudonym of the household.',
  started TIMESTAMP COMMENT 'Instant of the intent.',
  ended TIMESTAMP COMMENT 'Instant of its last event.',
  quarter_no INT COMMENT 'Quarter hour of the start.',
  runtime_millis BIGINT COMMENT 'Runtime of the title, media milliseconds.',
  distinct_millis BIGINT COMMENT 'Media milliseconds seen at least once: union of the stretches, within the runtime.',
  played_millis BIGINT COMMENT 'Wall-clock milliseconds of playing.',
  startup_millis BIGINT COMMENT 'Intent to first frame, pre-roll ads excluded; null if not known.',
  startup_edge_millis BIGINT COMMENT 'Smallest published bucket edge that is not below it.',
  stalled_millis BIGINT COMMENT 'Wall-clock milliseconds stalled by the network.',
  stalls BIGINT COMMENT 'Stalls caused by the network.',
  errors BIGINT COMMENT 'Errors reported.',
  qualified BOOLEAN COMMENT 'True from 30 s of distinct media on, or half of a title under a minute.',
  completion DECIMAL(13, 12) COMMENT 'distinct_millis over runtime_millis, at most 1; null without a runtime.',
  stop_reason STRING COMMENT 'completed, left, next or error; null if no stop was seen.',
  surface STRING COMMENT 'Where it was chosen.',
  served STRING COMMENT 'Served list it was chosen from.',
  autoplay BOOLEAN COMMENT 'True if no person asked for it.',
  muted BOOLEAN COMMENT 'True if it began without sound.',
  cdn STRING COMMENT 'CDN first chosen.',
  country STRING COMMENT 'Country at the start.',
  platform STRING COMMENT 'Kind of device at the start.',
  app_version STRING COMMENT 'Version of the app at the start.',
  backfill BOOLEAN COMMENT 'True for history loaded after the fact.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Plays, assembled from their events.';

CREATE TABLE IF NOT EXISTS core.sessions (
  day DATE COMMENT 'UTC day of the first event.',
  person STRING COMMENT 'Pseudonym.',
  started TIMESTAMP COMMENT 'First event.',
  ended TIMESTAMP COMMENT 'Last event, looked for until the end of the following day.',
  quarter_no INT COMMENT 'Quarter hour of the first event.',
  events BIGINT COMMENT 'Events in it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Runs of a person''s playback and interaction events without a gap of more than 30 minutes.';

CREATE TABLE IF NOT EXISTS core.interactions (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  source STRING COMMENT 'Who says so.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  title STRING COMMENT 'Title concerned, where there is one.',
  kind STRING COMMENT 'Type of the event, such as rating or like.added.',
  score DOUBLE COMMENT 'Of a rating.',
  scale STRING COMMENT 'Of a rating: stars5, plays or order.',
  tag STRING COMMENT 'Of a tag.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  active BOOLEAN COMMENT 'True if it makes the person active: rating, tag, comment, danmaku, like, favourite, share.',
  country STRING COMMENT 'Country.',
  platform STRING COMMENT 'Kind of device.',
  backfill BOOLEAN COMMENT 'True for history loaded after the fact.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What people say and do about titles.';

CREATE TABLE IF NOT EXISTS core.activity (
  day DATE COMMENT 'UTC day.',
  person STRING COMMENT 'Pseudonym.',
  quarter_no INT COMMENT 'Quarter hour in which the person began a qualified play or interacted.'
) USING iceberg PARTITIONED BY (day) COMMENT 'When people were active: one row per person and quarter hour.';

CREATE TABLE IF NOT EXISTS core.registrations (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  source STRING COMMENT 'Who says so.',
  person STRING COMMENT 'Pseudonym.',
  channel STRING COMMENT 'What brought the person.',
  method STRING COMMENT 'email or sms.',
  occurred TIMESTAMP COMMENT 'When the account was verified.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  country STRING COMMENT 'Country.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Verified accounts.';

CREATE TABLE IF NOT EXISTS core.entitlements (
  day DATE COMMENT 'UTC day of the change.',
  id STRING COMMENT 'Id of the event within its source.',
  person STRING COMMENT 'Pseudonym.',
  plan STRING COMMENT 'Plan.',
  state STRING COMMENT 'paid, free, trial, grace or none.',
  changed TIMESTAMP COMMENT 'From when on it counts: the instant of the event.',
  superseded TIMESTAMP COMMENT 'When the person''s next change came; null for the latest.',
  valid_from TIMESTAMP COMMENT 'First moment.',
  valid_until TIMESTAMP COMMENT 'First moment after; null for no end.',
  quarter_no INT COMMENT 'Quarter hour of the change.',
  superseded_quarter_no INT COMMENT 'Quarter hour of the next change; null for the latest.',
  last_quarter_no INT COMMENT 'Quarter hour of the last moment before valid_until; null for no end.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What each person may use, as a history.';

CREATE TABLE IF NOT EXISTS core.payments (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  source STRING COMMENT 'Who says so.',
  kind STRING COMMENT 'captured, refund, chargeback, or chargeback_won: a bank gave it back after all.',
  payment STRING COMMENT 'Id of the payment.',
  person STRING COMMENT 'Pseudonym.',
  purpose STRING COMMENT 'subscription, transaction or other; null for what is not captured.',
  title STRING COMMENT 'Title bought or rented.',
  subscription STRING COMMENT 'Subscription paid for.',
  currency STRING COMMENT 'ISO 4217 code.',
  net_micros BIGINT COMMENT 'Amount less tax, millionths of the currency unit; positive also for money given back.',
  reporting_micros BIGINT COMMENT 'The same in the reporting currency; null for another currency.',
  term_days INT COMMENT 'Days over which a subscription payment is recognised; null for others.',
  term_quarter_no INT COMMENT 'Quarter hour of the start of the term; null for others.',
  daily_micros BIGINT COMMENT 'reporting_micros divided by term_days, rounded down.',
  daily_remainder_micros BIGINT COMMENT 'What that leaves: 0 to term_days - 1.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Money taken and given back, but for what came wrong and never was captured.';

CREATE TABLE IF NOT EXISTS core.impressions (
  day DATE COMMENT 'UTC day of the impression.',
  impression STRING COMMENT 'Id of the impression.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  placement STRING COMMENT 'pre-roll, mid-roll, post-roll or display.',
  play STRING COMMENT 'Play that it interrupted.',
  title STRING COMMENT 'Title that it interrupted.',
  creative STRING COMMENT 'Creative shown.',
  line_item STRING COMMENT 'Line item it belongs to.',
  advertiser STRING COMMENT 'Who pays.',
  currency STRING COMMENT 'ISO 4217 code.',
  revenue_micros BIGINT COMMENT 'What it earns, millionths of the currency unit.',
  reporting_micros BIGINT COMMENT 'The same in the reporting currency; null for another currency.',
  valid BOOLEAN COMMENT 'False if flagged as invalid traffic, whenever that was.',
  clicked BOOLEAN COMMENT 'True if it was clicked, whenever that was.',
  viewable BOOLEAN COMMENT 'True if it was seen, whenever that was reported.',
  occurred TIMESTAMP COMMENT 'When it began to show.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  country STRING COMMENT 'Country.',
  platform STRING COMMENT 'Kind of device.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Ads shown, with what became of them.';
