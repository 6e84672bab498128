-- id: K5.3
-- zh: 点击率与可见率
-- en: Click-through rate and viewability
-- unit: share
-- grain: hour, day
-- dimensions: placement
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: valid impressions; the first click of each
-- measure: ctr = clicked / impressions
-- measure: viewability = viewable / impressions
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.clicked) AS clicked,
  SUM(x.viewable) AS viewable,
  SUM(x.impressions) AS impressions
FROM (
  SELECT
    i.quarter_no AS quarter_no,
    CASE WHEN GROUPING(i.placement) = 1 THEN '' ELSE CONCAT('placement=', i.placement) END AS slice,
    COUNT(*) FILTER (WHERE i.clicked = TRUE) AS clicked,
    COUNT(*) FILTER (WHERE i.viewable = TRUE) AS viewable,
    COUNT(*) AS impressions
  FROM core.impressions i
  WHERE i.valid = TRUE
    AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((i.quarter_no), (i.quarter_no, i.placement))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
