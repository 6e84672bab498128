-- How each title does. Days of core tables are UTC days, those of marts local days of a configured zone. A view is a
-- play that somebody is likely to have watched; what is unlikely to have been is counted apart.

ALTER TABLE core.plays ADD COLUMNS (
  position_millis BIGINT COMMENT 'Position asked for at the start, media milliseconds; null in rows older than this column.',
  stretches ARRAY<STRUCT<from_millis: BIGINT, to_millis: BIGINT>> COMMENT 'What was seen: disjoint stretches in order, media milliseconds, within the runtime; null in rows older than this column.'
);

CREATE TABLE IF NOT EXISTS core.title_views (
  day DATE COMMENT 'UTC day of the start.',
  view STRING COMMENT 'Id of its first play.',
  title STRING COMMENT 'Title played.',
  person STRING COMMENT 'Pseudonym; null without consent.',
  device STRING COMMENT 'Pseudonym of the device; null without consent.',
  started TIMESTAMP COMMENT 'Instant of the first intent.',
  quarter_no INT COMMENT 'Quarter hour of it, since 1970-01-01T00:00Z.',
  plays BIGINT COMMENT 'Plays that it is made of: 1, and one more for each reload.',
  counted STRING COMMENT 'view; unattended: begun by itself or without sound, and nothing tells that anybody watched; or short: asked for, but left too early to count.',
  autoplay BOOLEAN COMMENT 'True if no person asked for any of its plays.',
  muted BOOLEAN COMMENT 'True if all of its plays began without sound.',
  attended BOOLEAN COMMENT 'True if the person rated, liked, shared or wrote about the title from the start until 5 minutes after the end.',
  runtime_millis BIGINT COMMENT 'Runtime of the title, media milliseconds.',
  distinct_millis BIGINT COMMENT 'Media milliseconds seen at least once, reloads taken together.',
  played_millis BIGINT COMMENT 'Wall-clock milliseconds of playing.',
  completion DECIMAL(13, 12) COMMENT 'distinct_millis over runtime_millis, 0 to 1; null without a runtime.',
  stretches ARRAY<STRUCT<from_millis: BIGINT, to_millis: BIGINT>> COMMENT 'What was seen: disjoint stretches in order, media milliseconds; null if not known of all its plays.',
  source STRING COMMENT 'Surface on which it was chosen: home, next, similar, search, direct or post-play; null if not told.',
  platform STRING COMMENT 'Kind of device at the start.',
  country STRING COMMENT 'Country at the start, ISO 3166-1 alpha-2.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Plays as views: reloads taken together, those without attention told apart. Example: SELECT counted, COUNT(*) AS n FROM core.title_views WHERE title = ''ml-1m:318'' GROUP BY counted';
ALTER TABLE core.title_views WRITE LOCALLY ORDERED BY title, started;

CREATE TABLE IF NOT EXISTS core.title_returns (
  day DATE COMMENT 'UTC day of the view.',
  view STRING COMMENT 'Id of the view, as in core.title_views.',
  title STRING COMMENT 'Title viewed.',
  person STRING COMMENT 'Pseudonym.',
  started TIMESTAMP COMMENT 'When the view began.',
  first_started TIMESTAMP COMMENT 'When the person''s first view of the title began.',
  rewatch BOOLEAN COMMENT 'True if one earlier view of the title had seen half of it or more.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Views by people who had viewed the title before.';
ALTER TABLE core.title_returns WRITE LOCALLY ORDERED BY title, started;

CREATE TABLE IF NOT EXISTS mart.title_daily (
  zone STRING COMMENT 'IANA zone of the day.',
  day DATE COMMENT 'Local day; a view belongs to that of its start.',
  title STRING COMMENT 'Title.',
  impressions BIGINT COMMENT 'Times that it stood in a recommended list given out on the day.',
  clicks BIGINT COMMENT 'Of those, chosen within 7 days.',
  starts BIGINT COMMENT 'Plays begun, of whatever kind, reloads too.',
  views BIGINT COMMENT 'Views: 30 s of it seen, or half of a title under a minute; reloads count once; without attention not at all.',
  unattended BIGINT COMMENT 'Begun by itself or without sound, and nothing tells that anybody watched; not views.',
  short_starts BIGINT COMMENT 'Asked for, but left too early to be views.',
  reloads BIGINT COMMENT 'Plays begun again on the same device at about the same place within 5 minutes; starts = views + unattended + short_starts + reloads.',
  viewers BIGINT COMMENT 'Different people with a view; a device where the person is not known. Not to be added up over days.',
  new_viewers BIGINT COMMENT 'Of those, without a view of it on an earlier day.',
  distinct_millis BIGINT COMMENT 'Media milliseconds seen at least once, summed over views.',
  played_millis BIGINT COMMENT 'Wall-clock milliseconds of playing, summed over views: watch time.',
  unattended_millis BIGINT COMMENT 'Wall-clock milliseconds of playing that nobody is known to have watched.',
  mean_share DECIMAL(13, 12) COMMENT 'Mean over views of the share of the title that was seen, 0 to 1; null if there is none.',
  completions BIGINT COMMENT 'Views that saw 90 % or more of the title.',
  rewatches BIGINT COMMENT 'Views by people who had seen half of it or more in an earlier view.',
  likes_added BIGINT COMMENT 'Likes given.',
  likes_removed BIGINT COMMENT 'Likes taken back.',
  favourites_added BIGINT COMMENT 'Times it was put on a list.',
  favourites_removed BIGINT COMMENT 'Times it was taken off one.',
  shares BIGINT COMMENT 'Times it was shared to the outside.',
  tags BIGINT COMMENT 'Words put on it.',
  comments BIGINT COMMENT 'Comments published, those hidden since left out.',
  danmaku BIGINT COMMENT 'Bullet comments sent, those hidden since left out.',
  hidden BIGINT COMMENT 'Comments and bullet comments of the day that moderation hides.',
  ratings BIGINT COMMENT 'Ratings given, on any scale; nobody takes a rating back.',
  star_ratings BIGINT COMMENT 'Of those, with a score on the scale stars5.',
  mean_rating DECIMAL(7, 6) COMMENT 'Mean of those scores, 0.5 to 5; null if there is none.',
  runtime_millis BIGINT COMMENT 'Runtime as told by its views, media milliseconds; 0 if there is none.',
  charted BIGINT COMMENT 'Views of which the stretches seen are known: what watching is a part of.',
  watching ARRAY<BIGINT> COMMENT 'Of those, the views that saw each percent of the runtime: 101 numbers, the first for its beginning, the last for its end; may be added up over days.',
  drop_offs ARRAY<STRUCT<percent: INT, lost: BIGINT>> COMMENT 'The three percents up to 90 at which most views are lost, most first: so many fewer saw it than the one before.',
  sources MAP<STRING, BIGINT> COMMENT 'Views by the surface on which they were chosen: home, next, similar, search, direct, post-play, other, unknown.',
  platforms MAP<STRING, BIGINT> COMMENT 'Views by kind of device: tv, web, ios, android, console, other, unknown.',
  countries MAP<STRING, BIGINT> COMMENT 'Views by country, ISO 3166-1 alpha-2: the ten with most, other, unknown.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Each title by local day. Example: SELECT title, SUM(views) AS views, SUM(played_millis) / 3600000.0 AS watch_hrs FROM mart.title_daily WHERE zone = ''UTC'' GROUP BY title ORDER BY views DESC LIMIT 20';
ALTER TABLE mart.title_daily WRITE LOCALLY ORDERED BY zone, title;

CREATE TABLE IF NOT EXISTS mart.title_retention (
  zone STRING COMMENT 'IANA zone of the week: the first of those configured, as curves hardly depend on it.',
  day DATE COMMENT 'Monday of a local week in which the title was viewed.',
  title STRING COMMENT 'Title.',
  runtime_millis BIGINT COMMENT 'Longest runtime told, media milliseconds.',
  views BIGINT COMMENT 'Views of which the stretches seen are known, in that week and the three before.',
  absolute ARRAY<DOUBLE> COMMENT 'Share of those views that saw each percent of the runtime, 0 to 1: 101 numbers, the first for its beginning, the last for its end.',
  compared BIGINT COMMENT 'Other titles of like length with at least 10 such views: up to 1, 2, 4, 8, 15, 30, 60, 90 or 120 minutes, or longer.',
  relative ARRAY<DOUBLE> COMMENT 'Share of those titles that retain less at that percent, ties counting half: 0 is worst, 0.5 is the median, 1 is best; null if there is none.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Who is still watching, per percent of the runtime, over four weeks. Example: SELECT title, views, ELEMENT_AT(absolute, 51) AS half_way, ELEMENT_AT(relative, 51) AS against_others FROM mart.title_retention WHERE day = DATE ''2026-11-16'' ORDER BY views DESC';

CREATE TABLE IF NOT EXISTS mart.title_cohorts (
  zone STRING COMMENT 'IANA zone of the weeks.',
  day DATE COMMENT 'Monday of the local week in which these viewers first viewed the title.',
  title STRING COMMENT 'Title.',
  week INT COMMENT 'Weeks since then: 0 to 12.',
  viewers BIGINT COMMENT 'People whose first view was in that first week.',
  returned BIGINT COMMENT 'Of those, with a view of the title in this week; in week 0 all. Weeks without any are left out.'
) USING iceberg PARTITIONED BY (day) COMMENT 'Viewers by the week of their first view of a title, and how many came back to it. Example: SELECT title, week, SUM(returned) AS returned FROM mart.title_cohorts WHERE zone = ''UTC'' GROUP BY title, week ORDER BY 1, 2';
