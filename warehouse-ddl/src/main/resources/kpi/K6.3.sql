-- id: K6.3
-- zh: CDN 命中率
-- en: CDN hit rate
-- unit: share
-- grain: day
-- dimensions: cdn
-- owner: delivery
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- alert: hits below 0.8
-- measure: hits = hits / requests
-- measure: bytes = hit_bytes / sent_bytes
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.hits) AS hits,
  SUM(x.requests) AS requests,
  SUM(x.hit_bytes) AS hit_bytes,
  SUM(x.sent_bytes) AS sent_bytes
FROM (
  SELECT
    e.quarter_no AS quarter_no,
    CASE WHEN GROUPING(e.cdn) = 1 THEN '' ELSE CONCAT('cdn=', e.cdn) END AS slice,
    SUM(e.hits) AS hits,
    SUM(e.requests) AS requests,
    SUM(e.hit_bytes) AS hit_bytes,
    SUM(e.sent_bytes) AS sent_bytes
  FROM core.edge_minutes e
  WHERE e.quarter_no >= ${from_quarter_no} AND e.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((e.quarter_no), (e.quarter_no, e.cdn))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
