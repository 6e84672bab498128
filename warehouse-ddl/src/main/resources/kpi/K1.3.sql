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
-- measure: completion = completion / plays
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  CASE WHEN GROUPING(p.title) = 1 THEN '' ELSE CONCAT('title=', p.title) END AS slice,
  CAST(SUM(p.completion) AS DECIMAL(38, 12)) AS completion,
  COUNT(*) AS plays
FROM core.plays p
JOIN core.calendar c ON p.quarter_no = c.quarter_no
WHERE p.qualified = TRUE
  AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY GROUPING SETS ((c.zone, c.day_no), (c.zone, c.day_no, p.title))
