-- What every family of facts comes to. As before: instants are UTC, `day` is the UTC day that owns the row, `quarter_no`
-- counts quarter hours from 1970-01-01T00:00Z, `minute_no` minutes; events with an exclusion are left out;
-- `reporting_micros` is in the reporting currency, by the rate of the day, null where no rate is known.

CREATE TABLE IF NOT EXISTS core.periods (
  zone STRING COMMENT 'IANA zone.',
  grain STRING COMMENT 'hour, day, week (from Monday) or month.',
  period_no INT COMMENT 'Quarter hour with which the period begins, since 1970-01-01T00:00Z.',
  quarter_no INT COMMENT 'A quarter hour of the period.',
  day_no INT COMMENT 'Local day of that quarter hour, since 1970-01-01.',
  year INT COMMENT 'Year of that local day.'
) USING iceberg PARTITIONED BY (year, zone) COMMENT 'Which hour, day, week and month each quarter hour belongs to, in each zone.';
ALTER TABLE core.periods WRITE LOCALLY ORDERED BY quarter_no, grain;
DROP TABLE IF EXISTS core.calendar;

CREATE TABLE IF NOT EXISTS core.utc_days (
  zone STRING COMMENT 'IANA zone.',
  utc_quarter_no INT COMMENT 'Quarter hour with which a day of UTC begins, since 1970-01-01T00:00Z.',
  day_no INT COMMENT 'A local day that shares quarter hours with it, since 1970-01-01.',
  from_quarter_no INT COMMENT 'First quarter hour of the local day.',
  until_quarter_no INT COMMENT 'First quarter hour after the local day.',
  year INT COMMENT 'Year of the local day.'
) USING iceberg PARTITIONED BY (year) COMMENT 'Which local days of each zone a day of UTC lies in: to find the local day of an instant years back.';

CREATE TABLE IF NOT EXISTS core.rates (
  day DATE COMMENT 'UTC day.',
  currency STRING COMMENT 'Currency exchanged, ISO 4217.',
  rate_nanos BIGINT COMMENT 'What one unit is worth at the end of the day in the reporting currency, thousand millionths.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Rates of exchange by day: the latest published until its end.';

CREATE TABLE IF NOT EXISTS core.publications (
  day DATE COMMENT 'UTC day on which the title was first told of.',
  title STRING COMMENT 'Id of the title.',
  kind STRING COMMENT 'film, series, episode, track, podcast or artist.',
  published TIMESTAMP COMMENT 'When it was first told of.',
  quarter_no INT COMMENT 'Quarter hour of that.'
) USING iceberg PARTITIONED BY (day) COMMENT 'When each title was first published.';

CREATE TABLE IF NOT EXISTS core.licences (
  day DATE COMMENT 'UTC day on which it was told of.',
  licence STRING COMMENT 'Id of the grant.',
  title STRING COMMENT 'Title or series that it is for.',
  territories ARRAY<STRING> COMMENT 'ISO 3166-1 alpha-2 codes; * is everywhere.',
  models ARRAY<STRING> COMMENT 'svod, avod, tvod.',
  exclusive BOOLEAN COMMENT 'True if nobody else may offer it there and then.',
  valid_from TIMESTAMP COMMENT 'First moment of the window.',
  valid_until TIMESTAMP COMMENT 'First moment after the window, or after its expiry.',
  currency STRING COMMENT 'ISO 4217 code.',
  fee_micros BIGINT COMMENT 'Fee in millionths of the currency unit.',
  reporting_micros BIGINT COMMENT 'The same in the reporting currency.',
  term_days INT COMMENT 'Days over which the fee is written off.',
  term_quarter_no INT COMMENT 'Quarter hour of the start of the window.',
  daily_micros BIGINT COMMENT 'reporting_micros divided by term_days, rounded down.',
  daily_remainder_micros BIGINT COMMENT 'What that leaves: 0 to term_days - 1.',
  quarter_no INT COMMENT 'Quarter hour in which it was told of.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Licences to offer titles, and what they cost.';

CREATE TABLE IF NOT EXISTS core.offers (
  day DATE COMMENT 'UTC day from which on it was both published and licensed.',
  title STRING COMMENT 'Title; an episode also by a licence for its series.',
  kind STRING COMMENT 'film, episode, track or podcast.',
  runtime_millis BIGINT COMMENT 'Runtime in media milliseconds; 0 if not known.',
  territory STRING COMMENT 'ISO 3166-1 alpha-2 code; * is everywhere.',
  exclusive BOOLEAN COMMENT 'True if by an exclusive licence.',
  from_quarter_no INT COMMENT 'Quarter hour from which on it was both published and licensed.',
  until_quarter_no INT COMMENT 'Quarter hour in which that ended, or will.'
) USING iceberg PARTITIONED BY (day) COMMENT 'When each title is published and licensed, and where.';

ALTER TABLE core.plays ADD COLUMNS (
  minute_no INT COMMENT 'Minute of the start.',
  failed_start BOOLEAN COMMENT 'True if a fatal error came before the first frame.',
  ended_by_error BOOLEAN COMMENT 'True if a fatal error came after the first frame.'
);
ALTER TABLE core.plays WRITE LOCALLY ORDERED BY title, started;

ALTER TABLE core.sessions ADD COLUMNS (
  crashes BIGINT COMMENT 'Crashes of the app from its start to half an hour after its end.'
);

ALTER TABLE core.interactions ADD COLUMNS (
  network STRING COMMENT 'Of a share: where to.'
);

CREATE TABLE IF NOT EXISTS core.contributions (
  day DATE COMMENT 'UTC day.',
  contribution STRING COMMENT 'Id of the comment or bullet comment.',
  kind STRING COMMENT 'comment or danmaku.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  title STRING COMMENT 'Title concerned.',
  parent STRING COMMENT 'Comment it answers.',
  position_millis BIGINT COMMENT 'Of a bullet comment: where, in media milliseconds.',
  text STRING COMMENT 'What it says.',
  language STRING COMMENT 'BCP 47 tag.',
  occurred TIMESTAMP COMMENT 'When it was sent.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  decision STRING COMMENT 'publish, hide or escalate: the latest word of moderation; null if there is none.',
  hidden BOOLEAN COMMENT 'True if the latest word of moderation hides it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Comments and bullet comments, with what moderation said of them.';

CREATE TABLE IF NOT EXISTS core.first_plays (
  day DATE COMMENT 'UTC day.',
  person STRING COMMENT 'Pseudonym.',
  play STRING COMMENT 'The person''s first qualified play of the day.',
  title STRING COMMENT 'Its title.',
  started TIMESTAMP COMMENT 'When.'
) USING iceberg PARTITIONED BY (day) COMMENT 'The first qualified play of each person on each day.';

CREATE TABLE IF NOT EXISTS core.people (
  day DATE COMMENT 'UTC day of the registration.',
  person STRING COMMENT 'Pseudonym that registered.',
  registered TIMESTAMP COMMENT 'When the account was first verified.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  channel STRING COMMENT 'What brought the person.',
  country STRING COMMENT 'Country then.',
  first_paid TIMESTAMP COMMENT 'First payment, up to 90 days later; null if none.',
  days_to_pay INT COMMENT 'Whole days (24 h) from registration to it; below 0 if it came before.',
  first_play STRING COMMENT 'First qualified play, from a day before to 28 days after; null if none.',
  first_play_quarter_no INT COMMENT 'Quarter hour of it.',
  first_play_title STRING COMMENT 'Its title.',
  first_play_kind STRING COMMENT 'Kind of that title; null if not known.',
  first_play_genre STRING COMMENT 'First genre of that title; null if it has none.'
) USING iceberg PARTITIONED BY (day) COMMENT 'People who registered, and what they did first.';

CREATE TABLE IF NOT EXISTS core.identities (
  day DATE COMMENT 'UTC day on which it was found.',
  person STRING COMMENT 'Pseudonym that was merged into another.',
  merged_into STRING COMMENT 'Pseudonym that stands for both, after all merges.',
  occurred TIMESTAMP COMMENT 'When it was last found.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Pseudonyms that were found to be one person; facts keep the pseudonym they came with.';

CREATE TABLE IF NOT EXISTS core.first_payments (
  day DATE COMMENT 'UTC day of it.',
  person STRING COMMENT 'Pseudonym.',
  occurred TIMESTAMP COMMENT 'When the person first paid.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'When each person paid for the first time.';

CREATE TABLE IF NOT EXISTS core.subscriptions (
  day DATE COMMENT 'UTC day of the first moment.',
  subscription STRING COMMENT 'Id of the subscription.',
  person STRING COMMENT 'Pseudonym.',
  plan STRING COMMENT 'Plan held in the interval.',
  state STRING COMMENT 'trial, unpaid (before the first payment), paid or paused (resting).',
  since TIMESTAMP COMMENT 'First moment.',
  until TIMESTAMP COMMENT 'First moment after; null while it lasts.',
  ended_by STRING COMMENT 'payment, change, pause, resumption, voluntary or involuntary; null while it lasts.',
  mrr_micros BIGINT COMMENT 'What 30 days of it bring, tax included, millionths of the reporting currency; 0 unless paid.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Subscriptions as intervals of one plan and state.';

CREATE TABLE IF NOT EXISTS core.mrr_changes (
  day DATE COMMENT 'UTC day.',
  person STRING COMMENT 'Pseudonym.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  kind STRING COMMENT 'new, reactivation, expansion, contraction or churn.',
  voluntary BOOLEAN COMMENT 'Of churn: false if payment failed; null for others.',
  before_micros BIGINT COMMENT 'What 30 days of the person''s subscriptions brought before, millionths of the reporting currency.',
  after_micros BIGINT COMMENT 'What they bring after.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Every change of recurring revenue, person by person.';

CREATE TABLE IF NOT EXISTS core.terms (
  day DATE COMMENT 'UTC day on which it ends.',
  subscription STRING COMMENT 'Id of the subscription.',
  person STRING COMMENT 'Pseudonym.',
  payment STRING COMMENT 'Payment that paid for it; null if a balance or a coupon met it.',
  since TIMESTAMP COMMENT 'First moment.',
  until TIMESTAMP COMMENT 'First moment after.',
  until_quarter_no INT COMMENT 'Quarter hour of that.',
  until_day_no INT COMMENT 'UTC day of that, since 1970-01-01.',
  renewed BOOLEAN COMMENT 'True if a later term was paid for within 14 days of its end.',
  recovered BOOLEAN COMMENT 'True if so after a payment had failed.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Terms paid for that no other plan replaced before their end, and whether another followed.';

CREATE TABLE IF NOT EXISTS core.invoices (
  day DATE COMMENT 'UTC day of its issue.',
  invoice STRING COMMENT 'Id of the invoice.',
  subscription STRING COMMENT 'Subscription it is for.',
  person STRING COMMENT 'Pseudonym.',
  amount_micros BIGINT COMMENT 'Amount, tax included, millionths of the currency unit.',
  tax_micros BIGINT COMMENT 'Tax contained in it.',
  currency STRING COMMENT 'ISO 4217 code.',
  issued TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  paid TIMESTAMP COMMENT 'When it was paid; null if it was not.',
  dunned BOOLEAN COMMENT 'True if a payment for it failed and was tried again.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Invoices and whether they were paid.';

CREATE TABLE IF NOT EXISTS core.ad_slots (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  request STRING COMMENT 'Id of the request.',
  placement STRING COMMENT 'pre-roll, mid-roll, post-roll or display.',
  requested BIGINT COMMENT 'Slots asked for; 0 in rows of filled ones.',
  filled BIGINT COMMENT '1 in rows of filled slots; 0 in rows of requests.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Ad slots asked for and filled.';

CREATE TABLE IF NOT EXISTS core.edge_minutes (
  day DATE COMMENT 'UTC day.',
  cdn STRING COMMENT 'CDN.',
  node STRING COMMENT 'Edge node.',
  minute_no INT COMMENT 'Minute.',
  quarter_no INT COMMENT 'Quarter hour of it.',
  requests BIGINT COMMENT 'Requests answered.',
  hits BIGINT COMMENT 'Of them from cache.',
  failed BIGINT COMMENT 'Of them with a status from 500 on.',
  sent_bytes BIGINT COMMENT 'Bytes sent.',
  hit_bytes BIGINT COMMENT 'Of them from cache.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What CDN nodes answered, minute by minute.';

CREATE TABLE IF NOT EXISTS core.edge_samples (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  cdn STRING COMMENT 'CDN.',
  node STRING COMMENT 'Edge node.',
  sent_bytes BIGINT COMMENT 'Bytes sent in the minute.',
  capacity_bits_per_second BIGINT COMMENT 'What the node could send.',
  use_edge_millis BIGINT COMMENT 'Share of the capacity used, in thousandths: smallest published bucket edge that is not below it.',
  occurred TIMESTAMP COMMENT 'When it was told.',
  minute_no INT COMMENT 'Minute of it.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How busy CDN nodes were.';

CREATE TABLE IF NOT EXISTS core.service_samples (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  service STRING COMMENT 'Which.',
  requests BIGINT COMMENT 'Requests in the minute.',
  failed BIGINT COMMENT 'Of them failed.',
  occurred TIMESTAMP COMMENT 'When it was told.',
  minute_no INT COMMENT 'Minute of it.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How services did, minute by minute.';

CREATE TABLE IF NOT EXISTS core.crashes (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  device STRING COMMENT 'Pseudonym of the device; null without consent.',
  code STRING COMMENT 'Stable code of the crash.',
  platform STRING COMMENT 'Kind of device.',
  app_version STRING COMMENT 'Version of the app.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Crashes of the app.';

CREATE TABLE IF NOT EXISTS core.tickets (
  day DATE COMMENT 'UTC day on which it was opened.',
  ticket STRING COMMENT 'Id of the ticket.',
  person STRING COMMENT 'Pseudonym.',
  kind STRING COMMENT 'suggestion, problem or complaint.',
  topic STRING COMMENT 'What about.',
  opened TIMESTAMP COMMENT 'When it was opened.',
  quarter_no INT COMMENT 'Quarter hour of that.',
  due TIMESTAMP COMMENT 'Until when it was promised to be solved; null if nothing was promised.',
  resolved TIMESTAMP COMMENT 'When it was first solved; null if it is not.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Customer service tickets.';

CREATE TABLE IF NOT EXISTS core.surveys (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  kind STRING COMMENT 'nps or csat.',
  score INT COMMENT '0 to 10 (nps) or 1 to 5 (csat).',
  ticket STRING COMMENT 'Of csat: the ticket.',
  person STRING COMMENT 'Pseudonym.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Answers to surveys.';

CREATE TABLE IF NOT EXISTS core.recommendations (
  day DATE COMMENT 'UTC day on which the list was given out.',
  served STRING COMMENT 'Id of the list.',
  title STRING COMMENT 'A title of it.',
  place INT COMMENT 'Its place, from 0.',
  person STRING COMMENT 'Pseudonym.',
  surface STRING COMMENT 'home, next, similar or search.',
  model STRING COMMENT 'Model that ranked it.',
  model_version STRING COMMENT 'Its version.',
  propensity DOUBLE COMMENT 'Probability with which the policy put it there.',
  weight_micros BIGINT COMMENT 'One over the propensity, which counts as 0.01 at least; millionths, rounded down.',
  clicked BOOLEAN COMMENT 'True if it was chosen within 7 days.',
  dismissed BOOLEAN COMMENT 'True if it was waved away within 7 days.',
  hit BOOLEAN COMMENT 'True if within 7 days the person began a play that reached 70 % of the title, or liked it.',
  occurred TIMESTAMP COMMENT 'When the list was given out.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What was recommended to whom, and what came of it.';

CREATE TABLE IF NOT EXISTS core.evaluations (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  model STRING COMMENT 'Model.',
  model_version STRING COMMENT 'Its version.',
  metric STRING COMMENT 'Which, such as ndcg_at_10.',
  value_micros BIGINT COMMENT 'Its value, millionths.',
  occurred TIMESTAMP COMMENT 'When it was told.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How models did on what was held back.';

CREATE TABLE IF NOT EXISTS core.infringements (
  day DATE COMMENT 'UTC day on which it was first confirmed.',
  infringement STRING COMMENT 'Id of the case.',
  title STRING COMMENT 'Title concerned.',
  origin STRING COMMENT 'fingerprint, watermark or notice.',
  occurred TIMESTAMP COMMENT 'When it was first confirmed.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Infringements of our rights that were confirmed.';

CREATE TABLE IF NOT EXISTS core.reviews (
  day DATE COMMENT 'UTC day of the first decision.',
  review STRING COMMENT 'Id of the review.',
  title STRING COMMENT 'Title reviewed.',
  policy STRING COMMENT 'Version of the rules of the first decision.',
  passed BOOLEAN COMMENT 'True if the first decision let it pass.',
  overturned BOOLEAN COMMENT 'True if the last decision on appeal within 30 days is another.',
  occurred TIMESTAMP COMMENT 'When it was first decided.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Reviews of content, with what became of objections.';

CREATE TABLE IF NOT EXISTS core.controls (
  day DATE COMMENT 'UTC day.',
  run STRING COMMENT 'Run of all controls; null if it stands alone.',
  control STRING COMMENT 'Which.',
  passed BOOLEAN COMMENT 'True if it held.',
  occurred TIMESTAMP COMMENT 'When it was last run.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Controls that were run for an audit.';

CREATE TABLE IF NOT EXISTS core.costs (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  kind STRING COMMENT 'spend (marketing), royalty, production, cdn, compute, people or other.',
  campaign STRING COMMENT 'Of spend: the campaign.',
  channel STRING COMMENT 'Of spend: the channel.',
  title STRING COMMENT 'Of a royalty: the title.',
  contract STRING COMMENT 'Of a royalty: the contract.',
  currency STRING COMMENT 'ISO 4217 code.',
  amount_micros BIGINT COMMENT 'Millionths of the currency unit.',
  reporting_micros BIGINT COMMENT 'The same in the reporting currency.',
  occurred TIMESTAMP COMMENT 'When it was booked.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What was spent and is owed.';

CREATE TABLE IF NOT EXISTS core.touches (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  kind STRING COMMENT 'visit, message, opened, signup, paying or exposed.',
  person STRING COMMENT 'Pseudonym; null if not known.',
  campaign STRING COMMENT 'Campaign; of an exposure the experiment.',
  channel STRING COMMENT 'search, social, partner, referral or campaign; of a message email, sms, push or in-app.',
  variant STRING COMMENT 'Of an exposure: the variant.',
  model STRING COMMENT 'Of a sign-up or payment: the touch model that credits it, such as last-click.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'How people met campaigns and experiments, and what was credited to whom.';

CREATE TABLE IF NOT EXISTS core.campaign_people (
  day DATE COMMENT 'UTC day from which on the person counts.',
  campaign STRING COMMENT 'Campaign.',
  role STRING COMMENT 'attributed, treated or holdout.',
  person STRING COMMENT 'Pseudonym.',
  since TIMESTAMP COMMENT 'First conversion credited to it, or first exposure.',
  margin_micros BIGINT COMMENT 'What the person paid less what went back in the 90 days from then, net of tax, millionths of the reporting currency.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Whom each campaign moved or left alone, and what they brought.';

CREATE TABLE IF NOT EXISTS core.mentions (
  day DATE COMMENT 'UTC day.',
  id STRING COMMENT 'Id of the event within its source.',
  network STRING COMMENT 'Where.',
  sentiment STRING COMMENT 'positive, neutral or negative.',
  occurred TIMESTAMP COMMENT 'When.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What was said of us in public.';

CREATE TABLE IF NOT EXISTS core.renditions (
  day DATE COMMENT 'UTC day on which it was first offered to the nodes.',
  rendition STRING COMMENT 'Id of the rendition.',
  title STRING COMMENT 'Title concerned.',
  complete BOOLEAN COMMENT 'True if by the end of the next day all target nodes were seen to have it.',
  occurred TIMESTAMP COMMENT 'When it was first offered.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Renditions and whether they reached their nodes.';

CREATE TABLE IF NOT EXISTS core.transcodes (
  day DATE COMMENT 'UTC day.',
  job STRING COMMENT 'Id of the job.',
  title STRING COMMENT 'Title concerned.',
  failure STRING COMMENT 'Code of the failure; null if it was made.',
  codec STRING COMMENT 'h264, hevc, av1, vp9, aac or opus.',
  height INT COMMENT 'Lines of picture; null for sound.',
  media_millis BIGINT COMMENT 'Media milliseconds made.',
  wall_millis BIGINT COMMENT 'Wall-clock milliseconds.',
  cpu_millis BIGINT COMMENT 'CPU milliseconds.',
  bytes BIGINT COMMENT 'Size in bytes.',
  occurred TIMESTAMP COMMENT 'When it ended.',
  quarter_no INT COMMENT 'Quarter hour of it.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Renditions made, and what that took.';

ALTER TABLE mart.kpi_daily ADD COLUMNS (
  grain STRING COMMENT 'Length of the period: hour, day, week, month or campaign.',
  started TIMESTAMP COMMENT 'Instant at which the period begins; `day` is its first local day.',
  filter STRING COMMENT 'What counts.',
  cut_off TIMESTAMP COMMENT 'Start of the last quarter hour whose facts were there.'
);
ALTER TABLE mart.kpi_daily WRITE LOCALLY ORDERED BY kpi, measure, zone, grain;
