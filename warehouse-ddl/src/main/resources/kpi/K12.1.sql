-- id: K12.1
-- zh: 分发成功率
-- en: Delivery success
-- unit: share
-- grain: day
-- dimensions: -
-- owner: delivery
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- alert: success below 0.95
-- measure: success = complete / renditions
-- Renditions that all target nodes were seen to have by the end of the next day of UTC.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.complete) AS complete,
  SUM(x.renditions) AS renditions
FROM (
  SELECT
    r.quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) FILTER (WHERE r.complete = TRUE) AS complete,
    COUNT(*) AS renditions
  FROM core.renditions r
  WHERE r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
  GROUP BY r.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
