-- id: K1.3
-- zh: 完播率
-- en: Completion rate
-- unit: share
-- grain: day
-- dimensions: title
-- owner: content
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: plays of 30 s, or half of a shorter title
-- alert: completion falls 10%
-- measure: completion = completion / plays
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  CAST(SUM(x.completion) AS DECIMAL(38, 12)) AS completion,
  SUM(x.plays) AS plays
FROM (
  SELECT
    p.quarter_no AS quarter_no,
    CASE WHEN GROUPING(p.title) = 1 THEN '' ELSE CONCAT('title=', p.title) END AS slice,
    SUM(p.completion) AS completion,
    COUNT(*) AS plays
  FROM core.plays p
  WHERE p.qualified = TRUE
    AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((p.quarter_no), (p.quarter_no, p.title))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
