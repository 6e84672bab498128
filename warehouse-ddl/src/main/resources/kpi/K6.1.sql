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
-- live: all
-- filter: plays with a first frame, without pre-roll ads
-- alert: p95 above 4000
-- alert: p95 rises 20%
-- measure: p50 = percentile(0.50, plays, edge)
-- measure: p95 = percentile(0.95, plays, edge)
-- measure: p99 = percentile(0.99, plays, edge)
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  x.edge AS edge,
  SUM(x.plays) AS plays
FROM (
  SELECT
    p.quarter_no AS quarter_no,
    CASE
      WHEN GROUPING(p.cdn) = 0 THEN CONCAT('cdn=', p.cdn)
      WHEN GROUPING(p.platform) = 0 THEN CONCAT('platform=', p.platform)
      WHEN GROUPING(p.country) = 0 THEN CONCAT('country=', p.country)
      ELSE ''
    END AS slice,
    p.startup_edge_millis AS edge,
    COUNT(*) AS plays
  FROM core.plays p
  WHERE p.startup_edge_millis IS NOT NULL
    AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS (
    (p.quarter_no, p.startup_edge_millis),
    (p.quarter_no, p.startup_edge_millis, p.cdn),
    (p.quarter_no, p.startup_edge_millis, p.platform),
    (p.quarter_no, p.startup_edge_millis, p.country)
  )
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice, x.edge
