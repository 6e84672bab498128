-- id: K5.3
-- zh: 点击率与可见率
-- en: Click-through rate and viewability
-- unit: share
-- grain: day
-- dimensions: placement
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 0
-- measure: ctr = clicked / impressions
-- measure: viewability = viewable / impressions
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  CASE WHEN GROUPING(i.placement) = 1 THEN '' ELSE CONCAT('placement=', i.placement) END AS slice,
  COUNT(*) FILTER (WHERE i.clicked = TRUE) AS clicked,
  COUNT(*) FILTER (WHERE i.viewable = TRUE) AS viewable,
  COUNT(*) AS impressions
FROM core.impressions i
JOIN core.calendar c ON i.quarter_no = c.quarter_no
WHERE i.valid = TRUE
  AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY GROUPING SETS ((c.zone, c.day_no), (c.zone, c.day_no, i.placement))
