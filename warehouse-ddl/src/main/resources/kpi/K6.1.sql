-- id: K6.1
-- zh: 起播时长
-- en: Start-up time
-- unit: milliseconds
-- grain: day
-- dimensions: cdn, platform, country
-- owner: delivery
-- direction: down
-- version: 1
-- reach: 0
-- measure: p50 = percentile(0.50, plays, edge)
-- measure: p95 = percentile(0.95, plays, edge)
-- measure: p99 = percentile(0.99, plays, edge)
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  CASE
    WHEN GROUPING(p.cdn) = 0 THEN CONCAT('cdn=', p.cdn)
    WHEN GROUPING(p.platform) = 0 THEN CONCAT('platform=', p.platform)
    WHEN GROUPING(p.country) = 0 THEN CONCAT('country=', p.country)
    ELSE ''
  END AS slice,
  p.startup_edge_millis AS edge,
  COUNT(*) AS plays
FROM core.plays p
JOIN core.calendar c ON p.quarter_no = c.quarter_no
WHERE p.startup_edge_millis IS NOT NULL
  AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY GROUPING SETS (
  (c.zone, c.day_no, p.startup_edge_millis),
  (c.zone, c.day_no, p.startup_edge_millis, p.cdn),
  (c.zone, c.day_no, p.startup_edge_millis, p.platform),
  (c.zone, c.day_no, p.startup_edge_millis, p.country)
)
