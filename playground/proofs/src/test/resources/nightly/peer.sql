-- What the batch jobs make of the raw tables that hold nearly all events, as DuckDB says it. Views raw.<family> read the lake's files.

-- table: told
CREATE TEMP TABLE told AS
SELECT
  COALESCE(playback_start.play, playback_heartbeat.play, playback_stall.play, playback_seek.play, playback_stop.play, playback_error.play) AS play,
  type, occurred, DATE_DIFF('day', DATE '1970-01-01', CAST(occurred AS DATE)) AS day_no,
  playback_heartbeat.from_millis AS from_millis, playback_heartbeat.to_millis AS to_millis, playback_heartbeat.played_millis AS played_millis,
  COALESCE(playback_heartbeat.startup_millis, playback_stop.startup_millis) AS startup_millis,
  CASE WHEN playback_stall.cause = 'network' THEN playback_stall.stalled_millis END AS stalled_millis,
  playback_error.fatal AS fatal, playback_stop.reason AS reason
FROM raw.playback
WHERE exclusion IS NULL;

-- table: starts
CREATE TEMP TABLE starts AS
SELECT
  playback_start.play AS play,
  ARG_MIN({
    'title': playback_start.title, 'runtime_millis': playback_start.runtime_millis, 'position_millis': playback_start.position_millis,
    'person': CAST(person AS VARCHAR), 'device': CAST(device AS VARCHAR), 'household': CAST(household AS VARCHAR), 'surface': playback_start.surface, 'served': playback_start.served,
    'autoplay': playback_start.autoplay, 'muted': playback_start.muted, 'cdn': playback_start.cdn, 'country': country,
    'platform': platform, 'app_version': app_version, 'backfill': backfill, 'started': occurred}, (occurred, id)) AS s,
  DATE_DIFF('day', DATE '1970-01-01', CAST(MIN(occurred) AS DATE)) AS day_no
FROM raw.playback
WHERE exclusion IS NULL AND type = 'playback.start'
GROUP BY 1;

-- table: core.plays
CREATE TABLE core.plays AS
WITH near AS (
  SELECT t.* FROM told t JOIN (SELECT play, day_no FROM starts) s ON t.play = s.play AND t.day_no BETWEEN s.day_no - 1 AND s.day_no + 1
), parts AS (
  SELECT
    play, from_millis AS f, to_millis AS t,
    MAX(to_millis) OVER (PARTITION BY play ORDER BY from_millis ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM near
  WHERE to_millis > from_millis
), numbered AS (
  SELECT play, f, t, SUM(CASE WHEN reached >= f THEN 0 ELSE 1 END) OVER (PARTITION BY play ORDER BY f ROWS UNBOUNDED PRECEDING) AS no
  FROM parts
), united AS (
  SELECT play, MIN(f) AS f, MAX(t) AS t FROM numbered GROUP BY play, no
), seen AS (
  SELECT
    u.play,
    SUM(GREATEST(0, LEAST(u.t, s.s.runtime_millis) - GREATEST(0, u.f))) AS distinct_millis,
    LIST({'from_millis': GREATEST(0, u.f), 'to_millis': LEAST(u.t, s.s.runtime_millis)} ORDER BY u.f)
      FILTER (WHERE GREATEST(0, u.f) < LEAST(u.t, s.s.runtime_millis)) AS stretches
  FROM united u JOIN starts s ON u.play = s.play
  GROUP BY u.play
), sums AS (
  SELECT
    play,
    MAX(occurred) AS ended,
    COALESCE(SUM(played_millis), 0) AS played_millis,
    MAX(startup_millis) AS startup_millis,
    COALESCE(SUM(stalled_millis), 0) AS stalled_millis,
    COUNT(stalled_millis) AS stalls,
    COUNT(*) FILTER (WHERE type = 'playback.error') AS errors,
    COALESCE(BOOL_OR(fatal), FALSE) AS fatal,
    BOOL_OR(type = 'playback.heartbeat') AS heard,
    ARG_MAX(reason, occurred) AS stop_reason
  FROM near
  GROUP BY play
)
SELECT
  CAST(s.started AS DATE) AS day,
  play,
  s.title AS title, s.person AS person, s.device AS device, s.household AS household,
  s.started AS started,
  ended,
  CAST(EPOCH_US(s.started) // 60000000 AS INT) AS minute_no,
  CAST(EPOCH_US(s.started) // 900000000 AS INT) AS quarter_no,
  s.runtime_millis AS runtime_millis,
  CAST(COALESCE(distinct_millis, 0) AS BIGINT) AS distinct_millis,
  stretches,
  CAST(played_millis AS BIGINT) AS played_millis,
  startup_millis,
  edges.edge_millis AS startup_edge_millis,
  CAST(stalled_millis AS BIGINT) AS stalled_millis,
  stalls,
  errors,
  fatal AND NOT (heard OR startup_millis IS NOT NULL) AS failed_start,
  fatal AND (heard OR startup_millis IS NOT NULL) AS ended_by_error,
  s.runtime_millis > 0 AND (COALESCE(distinct_millis, 0) >= 30000 OR (s.runtime_millis < 60000 AND 2 * COALESCE(distinct_millis, 0) >= s.runtime_millis)) AS qualified,
  CASE WHEN s.runtime_millis > 0 THEN CAST(CAST(COALESCE(distinct_millis, 0) AS DOUBLE) / s.runtime_millis AS DECIMAL(13, 12)) END AS completion,
  stop_reason,
  s.surface AS surface, s.served AS served, s.autoplay AS autoplay, s.muted AS muted, s.cdn AS cdn, s.country AS country,
  s.platform AS platform, s.app_version AS app_version, s.backfill AS backfill, s.position_millis AS position_millis
FROM starts JOIN sums USING (play) LEFT JOIN seen USING (play) ASOF LEFT JOIN edges ON edges.edge_millis >= sums.startup_millis;

-- table: core.sessions
CREATE TABLE core.sessions AS
WITH instants AS (
  SELECT CAST(person AS VARCHAR) AS person, EPOCH_US(occurred) AS micros FROM raw.playback WHERE exclusion IS NULL AND person IS NOT NULL
  UNION ALL
  SELECT CAST(person AS VARCHAR), EPOCH_US(occurred) FROM raw.interaction WHERE exclusion IS NULL AND person IS NOT NULL
), gaps AS (
  SELECT person, micros, CASE WHEN micros - LAG(micros) OVER (PARTITION BY person ORDER BY micros) <= 1800000000 THEN 0 ELSE 1 END AS starts FROM instants
), numbered AS (
  SELECT person, micros, SUM(starts) OVER (PARTITION BY person ORDER BY micros ROWS UNBOUNDED PRECEDING) AS no FROM gaps
), cut AS (
  SELECT person, MIN(micros) AS started, MAX(micros) AS ended, COUNT(*) AS events FROM numbered GROUP BY person, no
), crashed AS (
  SELECT CAST(person AS VARCHAR) AS person, EPOCH_US(occurred) AS micros FROM raw.platform WHERE exclusion IS NULL AND type = 'app.crashed' AND person IS NOT NULL
)
SELECT
  CAST(MAKE_TIMESTAMP(c.started) AS DATE) AS day,
  c.person AS person,
  MAKE_TIMESTAMP(c.started) AS started,
  MAKE_TIMESTAMP(c.ended) AS ended,
  CAST(c.started // 900000000 AS INT) AS quarter_no,
  c.events AS events,
  COUNT(k.micros) AS crashes
FROM cut c LEFT JOIN crashed k ON k.person = c.person AND k.micros >= c.started AND k.micros < c.ended + 1800000000
GROUP BY c.person, c.started, c.ended, c.events;

-- table: core.interactions
CREATE TABLE core.interactions AS
SELECT
  CAST(occurred AS DATE) AS day, id, source, CAST(person AS VARCHAR) AS person,
  COALESCE(rating.title, tag.title, comment_added.title, danmaku_sent.title, like_added.title, like_removed.title, favourite_added.title,
    favourite_removed.title, share_completed.title, page_viewed.title) AS title,
  type AS kind, rating.score AS score, rating.scale AS scale, tag.tag AS tag, share_completed.network AS network, occurred,
  CAST(EPOCH_US(occurred) // 900000000 AS INT) AS quarter_no,
  type IN ('rating', 'tag', 'comment.added', 'danmaku.sent', 'like.added', 'favourite.added', 'share.completed') AS active,
  country, platform, backfill
FROM raw.interaction
WHERE exclusion IS NULL;

-- table: core.activity
CREATE TABLE core.activity AS
SELECT DISTINCT day, person, quarter_no FROM core.plays WHERE qualified AND person IS NOT NULL
UNION
SELECT DISTINCT day, person, quarter_no FROM core.interactions WHERE active AND person IS NOT NULL;

-- table: core.first_plays
CREATE TABLE core.first_plays AS
SELECT day, person, f.play AS play, f.title AS title, f.started AS started
FROM (
  SELECT day, person, ARG_MIN({'play': play, 'title': title, 'started': started}, (started, play)) AS f
  FROM core.plays
  WHERE qualified AND person IS NOT NULL
  GROUP BY day, person);

-- table: core.contributions
CREATE TABLE core.contributions AS
WITH sent AS (
  SELECT
    COALESCE(comment_added.comment, danmaku_sent.danmaku) AS contribution,
    ARG_MIN({
      'day': CAST(occurred AS DATE), 'kind': CASE WHEN type = 'comment.added' THEN 'comment' ELSE 'danmaku' END, 'person': CAST(person AS VARCHAR),
      'title': COALESCE(comment_added.title, danmaku_sent.title), 'parent': comment_added.parent, 'position_millis': danmaku_sent.position_millis,
      'text': COALESCE(comment_added.text, danmaku_sent.text), 'language': comment_added.language, 'occurred': occurred,
      'quarter_no': CAST(EPOCH_US(occurred) // 900000000 AS INT)}, (occurred, id)) AS s
  FROM raw.interaction
  WHERE exclusion IS NULL AND type IN ('comment.added', 'danmaku.sent')
  GROUP BY 1
), said AS (
  SELECT moderation_decided.contribution AS contribution, ARG_MAX(moderation_decided.decision, (occurred, id)) AS decision
  FROM raw.community
  WHERE exclusion IS NULL AND type = 'moderation.decided'
  GROUP BY 1
)
SELECT contribution, UNNEST(s), decision, COALESCE(decision = 'hide', FALSE) AS hidden
FROM sent LEFT JOIN said USING (contribution);

-- table: core.recommendations
CREATE TABLE core.recommendations AS
WITH items AS (
  SELECT
    CAST(occurred AS DATE) AS day, CAST(person AS VARCHAR) AS person, recommendation_served.served AS served, recommendation_served.surface AS surface,
    recommendation_served.model AS model, recommendation_served.model_version AS model_version, occurred,
    CAST(EPOCH_US(occurred) // 900000000 AS INT) AS quarter_no, UNNEST(recommendation_served.items) AS item
  FROM raw.recommendation
  WHERE exclusion IS NULL AND type = 'recommendation.served' AND person IS NOT NULL
), shown AS (
  SELECT
    day, served, item.title AS title, person, surface, model, model_version, occurred, quarter_no,
    ARG_MIN({'position': item.position, 'propensity': item.propensity}, item.position) AS first
  FROM items
  GROUP BY ALL
), answers AS (
  SELECT recommendation_clicked.served AS served, recommendation_clicked.title AS title, 'clicked' AS answer, occurred AS at
  FROM raw.recommendation WHERE exclusion IS NULL AND type = 'recommendation.clicked'
  UNION ALL
  SELECT recommendation_dismissed.served, recommendation_dismissed.title, 'dismissed', occurred
  FROM raw.recommendation WHERE exclusion IS NULL AND type = 'recommendation.dismissed'
), hits AS (
  SELECT person, title, started AS at FROM core.plays WHERE 10 * distinct_millis >= 7 * runtime_millis AND person IS NOT NULL
  UNION ALL
  SELECT person, title, occurred FROM core.interactions WHERE kind = 'like.added' AND person IS NOT NULL
), answered AS (
  SELECT
    s.*,
    COALESCE(BOOL_OR(a.answer = 'clicked' AND a.at >= s.occurred AND a.at < s.occurred + INTERVAL 7 DAY), FALSE) AS clicked,
    COALESCE(BOOL_OR(a.answer = 'dismissed' AND a.at >= s.occurred AND a.at < s.occurred + INTERVAL 7 DAY), FALSE) AS dismissed
  FROM shown s LEFT JOIN answers a ON s.served = a.served AND s.title = a.title
  GROUP BY ALL
)
SELECT
  a.day, a.served, a.title, a.person, a.surface, a.model, a.model_version, a.occurred, a.quarter_no,
  a.first.position AS place, a.first.propensity AS propensity,
  CAST(FLOOR(1000000 / GREATEST(a.first.propensity, 0.01)) AS BIGINT) AS weight_micros,
  a.clicked, a.dismissed,
  COALESCE(BOOL_OR(h.at >= a.occurred AND h.at < a.occurred + INTERVAL 7 DAY), FALSE) AS hit
FROM answered a LEFT JOIN hits h ON a.person = h.person AND a.title = h.title
GROUP BY ALL;

-- table: core.impressions
CREATE TABLE core.impressions AS
WITH facts AS (
  SELECT COALESCE(ad_impression.impression, ad_click.impression, ad_viewable.impression, ivt_flagged.impression,
    ad_paid.impression) AS impression, *
  FROM raw.ad
  WHERE exclusion IS NULL AND type IN ('ad.impression', 'ad.click', 'ad.viewable', 'ivt.flagged', 'ad.paid')
), shown AS (
  SELECT
    impression,
    ARG_MIN({
      'person': CAST(person AS VARCHAR), 'placement': ad_impression.placement, 'play': ad_impression.play, 'title': ad_impression.title,
      'creative': ad_impression.creative, 'line_item': ad_impression.line_item, 'advertiser': ad_impression.advertiser,
      'currency': ad_impression.currency, 'shown_micros': ad_impression.revenue_micros, 'occurred': occurred, 'country': country,
      'platform': platform}, (occurred, id)) FILTER (WHERE type = 'ad.impression') AS s,
    ARG_MIN({'currency': ad_paid.currency, 'micros': ad_paid.revenue_micros}, (occurred, id)) FILTER (WHERE ad_paid.event = 'click') AS c,
    ARG_MIN({'currency': ad_paid.currency, 'micros': ad_paid.revenue_micros}, (occurred, id)) FILTER (WHERE ad_paid.event = 'complete') AS e,
    BOOL_OR(type = 'ad.click') AS clicked,
    BOOL_OR(type = 'ad.viewable') AS viewable,
    NOT BOOL_OR(type = 'ivt.flagged') AS valid
  FROM facts
  GROUP BY impression
), bare AS (
  SELECT impression, UNNEST(s), clicked, viewable, valid, c, e FROM shown WHERE s IS NOT NULL
), flat AS (
  SELECT
    b.* EXCLUDE (shown_micros, c, e),
    b.shown_micros + CASE WHEN b.c.currency = b.currency THEN b.c.micros ELSE 0 END
      + CASE WHEN b.e.currency = b.currency THEN b.e.micros ELSE 0 END AS revenue_micros
  FROM bare b
)
SELECT
  f.*,
  CAST(f.occurred AS DATE) AS day,
  CAST(EPOCH_US(f.occurred) // 900000000 AS INT) AS quarter_no,
  CASE WHEN f.currency = 'USD' THEN f.revenue_micros
    ELSE CAST((CAST(f.revenue_micros AS HUGEINT) * r.rate_nanos + 500000000) // 1000000000 AS BIGINT) END AS reporting_micros
FROM flat f LEFT JOIN core.rates r ON r.day = CAST(f.occurred AS DATE) AND r.currency = f.currency;

-- table: core.ad_slots
CREATE TABLE core.ad_slots AS
SELECT
  CAST(occurred AS DATE) AS day, id, occurred, CAST(EPOCH_US(occurred) // 60000000 AS INT) AS minute_no,
  CAST(EPOCH_US(occurred) // 900000000 AS INT) AS quarter_no, ad_requested.request AS request, ad_requested.placement AS placement,
  CAST(ad_requested.slots AS BIGINT) AS requested, CAST(0 AS BIGINT) AS filled
FROM raw.ad
WHERE exclusion IS NULL AND type = 'ad.requested'
UNION ALL BY NAME
SELECT day, UNNEST(f), CAST(0 AS BIGINT) AS requested, CAST(1 AS BIGINT) AS filled
FROM (
  SELECT
    CAST(occurred AS DATE) AS day,
    ad_filled.impression AS impression,
    FIRST({'id': id, 'occurred': occurred, 'minute_no': CAST(EPOCH_US(occurred) // 60000000 AS INT),
      'quarter_no': CAST(EPOCH_US(occurred) // 900000000 AS INT), 'request': ad_filled.request, 'placement': ad_filled.placement}) AS f
  FROM raw.ad
  WHERE exclusion IS NULL AND type = 'ad.filled'
  GROUP BY 1, 2);

-- table: core.title_views
CREATE TABLE core.title_views AS
WITH slim AS (
  SELECT
    COALESCE(person, device, play) || '|' || title AS key, COALESCE(device, play) AS player, *
  FROM core.plays
), linked AS (
  SELECT
    *,
    LAG(ended) OVER w AS last_ended, LAG(position_millis) OVER w AS last_position, LAG(stretches) OVER w AS last_stretches,
    LAG(stop_reason) OVER w AS last_reason
  FROM slim
  WINDOW w AS (PARTITION BY key, player ORDER BY started, play)
), numbered AS (
  SELECT
    *,
    SUM(CASE WHEN last_ended IS NOT NULL AND COALESCE(last_reason, '') <> 'completed' AND last_position >= 0 AND position_millis >= 0
          AND started <= last_ended + INTERVAL 5 MINUTE
          AND (ABS(last_position - position_millis) <= 30000
            OR LEN(LIST_FILTER(last_stretches, lambda x: ABS(x.to_millis - position_millis) <= 30000)) > 0) THEN 0 ELSE 1 END)
      OVER (PARTITION BY key, player ORDER BY started, play ROWS UNBOUNDED PRECEDING) AS no
  FROM linked
), views AS (
  SELECT
    key,
    ARG_MIN({'day': day, 'view': play, 'title': title, 'person': person, 'device': device, 'started': started, 'quarter_no': quarter_no,
      'source': surface, 'platform': platform, 'country': country, 'runtime_millis': runtime_millis}, (started, play)) AS head,
    COUNT(*) AS plays, MIN(started) AS begun, MAX(ended) AS until,
    BOOL_AND(COALESCE(autoplay, FALSE)) AS autoplay, BOOL_AND(COALESCE(muted, FALSE)) AS muted,
    CAST(MAX(distinct_millis) AS BIGINT) AS distinct_millis, CAST(SUM(played_millis) AS BIGINT) AS played_millis,
    FLATTEN(LIST(stretches)) AS stretches
  FROM numbered
  GROUP BY key, player, no
), spoken AS (
  SELECT person || '|' || title AS key, occurred AS at
  FROM core.interactions
  WHERE active AND person IS NOT NULL AND title IS NOT NULL
), attention AS (
  SELECT v.head.view AS view, TRUE AS attended
  FROM views v JOIN spoken s ON s.key = v.key AND s.at >= v.begun AND s.at <= v.until + INTERVAL 5 MINUTE
  GROUP BY 1
)
SELECT
  UNNEST(v.head), v.plays, v.autoplay, v.muted, COALESCE(a.attended, FALSE) AS attended, v.distinct_millis, v.played_millis, v.stretches,
  CASE
    WHEN NOT v.autoplay AND NOT v.muted THEN CASE WHEN v.distinct_millis >= 30000 THEN 'view' ELSE 'short' END
    WHEN v.distinct_millis >= 30000 AND (a.attended OR NOT (v.autoplay AND v.muted)) THEN 'view'
    ELSE 'unattended' END AS counted
FROM views v LEFT JOIN attention a ON a.view = v.head.view;

-- table: core.title_returns
CREATE TABLE core.title_returns AS
SELECT * FROM (
  SELECT
    day, view, title, person, started,
    FIRST(started) OVER (PARTITION BY title, person ORDER BY started, view ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS first_started,
    MAX(2 * distinct_millis >= runtime_millis) OVER (PARTITION BY title, person ORDER BY started, view ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS rewatch
  FROM core.title_views
  WHERE counted = 'view' AND person IS NOT NULL)
WHERE first_started IS NOT NULL;

-- table: mart.title_daily
CREATE TABLE mart.title_daily AS
WITH zones AS (SELECT UNNEST(['UTC', 'Asia/Shanghai']) AS zone), points AS (SELECT UNNEST(RANGE(0, 101)) AS percent),
seen AS (
  SELECT z.zone, CAST(TIMEZONE(z.zone, TIMEZONE('UTC', CAST(v.started AS TIMESTAMP))) AS DATE) AS day, v.*
  FROM core.title_views v CROSS JOIN zones z
), said AS (
  SELECT z.zone, CAST(TIMEZONE(z.zone, TIMEZONE('UTC', CAST(i.occurred AS TIMESTAMP))) AS DATE) AS day, i.title, i.kind AS what, i.score
  FROM core.interactions i CROSS JOIN zones z WHERE i.title IS NOT NULL
), written AS (
  SELECT z.zone, CAST(TIMEZONE(z.zone, TIMEZONE('UTC', CAST(c.occurred AS TIMESTAMP))) AS DATE) AS day, c.title, CASE WHEN c.hidden THEN 'hidden' ELSE c.kind END AS what
  FROM core.contributions c CROSS JOIN zones z
), offered AS (
  SELECT z.zone, CAST(TIMEZONE(z.zone, TIMEZONE('UTC', CAST(r.occurred AS TIMESTAMP))) AS DATE) AS day, r.title, r.clicked
  FROM core.recommendations r CROSS JOIN zones z
), views AS (
  SELECT
    zone, day, title, SUM(plays) AS starts, COUNT(*) FILTER (WHERE counted = 'view') AS views,
    COUNT(*) FILTER (WHERE counted = 'unattended') AS unattended, COUNT(*) FILTER (WHERE counted = 'short') AS short_starts,
    COUNT(DISTINCT COALESCE(person, device)) FILTER (WHERE counted = 'view') AS viewers,
    SUM(distinct_millis) FILTER (WHERE counted = 'view') AS distinct_millis, SUM(played_millis) FILTER (WHERE counted = 'view') AS played_millis,
    AVG(distinct_millis / runtime_millis) FILTER (WHERE counted = 'view') AS mean_share,
    COUNT(*) FILTER (WHERE counted = 'view' AND 10 * distinct_millis >= 9 * runtime_millis) AS completions,
    HISTOGRAM(source) AS sources, HISTOGRAM(platform) AS platforms, HISTOGRAM(country) AS countries, MAX(runtime_millis) AS runtime_millis
  FROM seen GROUP BY zone, day, title
), curves AS (
  SELECT zone, day, title, LIST(n ORDER BY percent) AS watching
  FROM (
    SELECT s.zone, s.day, s.title, p.percent, COUNT(*) FILTER (WHERE s.f * 100 <= p.percent * s.runtime_millis AND p.percent * s.runtime_millis < s.t * 100) AS n
    FROM (SELECT zone, day, title, runtime_millis, UNNEST(stretches).from_millis AS f, UNNEST(stretches).to_millis AS t FROM seen WHERE counted = 'view') s
    CROSS JOIN points p
    GROUP BY s.zone, s.day, s.title, p.percent)
  GROUP BY zone, day, title
), talk AS (
  SELECT zone, day, title, HISTOGRAM(what) AS counts, AVG(score) AS mean_rating
  FROM (SELECT zone, day, title, what, score FROM said UNION ALL SELECT zone, day, title, what, NULL FROM written)
  GROUP BY zone, day, title
), lists AS (
  SELECT zone, day, title, COUNT(*) AS impressions, COUNT(*) FILTER (WHERE clicked) AS clicks FROM offered GROUP BY zone, day, title
)
SELECT *
FROM views FULL JOIN curves USING (zone, day, title) FULL JOIN talk USING (zone, day, title) FULL JOIN lists USING (zone, day, title);
