-- id: K5.1
-- zh: 广告填充率
-- en: Fill rate
-- unit: share
-- grain: hour, day
-- dimensions: placement
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- alert: fill falls 15%
-- alert: fill anomaly
-- measure: fill = filled / requested
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.filled) AS filled,
  SUM(x.requested) AS requested
FROM (
  SELECT
    s.quarter_no AS quarter_no,
    CASE WHEN GROUPING(s.placement) = 1 THEN '' ELSE CONCAT('placement=', s.placement) END AS slice,
    SUM(s.filled) AS filled,
    SUM(s.requested) AS requested
  FROM core.ad_slots s
  WHERE s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((s.quarter_no), (s.quarter_no, s.placement))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
