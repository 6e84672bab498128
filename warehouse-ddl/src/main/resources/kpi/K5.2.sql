-- id: K5.2
-- zh: 千次播放与千次展示收入
-- en: RPM and eCPM
-- unit: currency
-- grain: day
-- dimensions: placement
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 0
-- measure: ecpm = 1000 * revenue_micros / impressions
-- measure: rpm = 1000 * all_revenue_micros / plays
-- Valid impressions only. A placement has no plays of its own, so its rpm is left null.
SELECT
  x.zone AS zone,
  x.day_no AS day_no,
  x.slice AS slice,
  CAST(SUM(x.revenue_micros) AS DECIMAL(38, 0)) AS revenue_micros,
  CAST(SUM(x.impressions) AS BIGINT) AS impressions,
  CAST(SUM(x.all_revenue_micros) AS DECIMAL(38, 0)) AS all_revenue_micros,
  CAST(SUM(x.plays) AS BIGINT) AS plays
FROM (
  SELECT
    c.zone AS zone,
    c.day_no AS day_no,
    CASE WHEN GROUPING(i.placement) = 1 THEN '' ELSE CONCAT('placement=', i.placement) END AS slice,
    SUM(COALESCE(i.reporting_micros, CAST(0 AS BIGINT))) AS revenue_micros,
    COUNT(*) AS impressions,
    CASE WHEN GROUPING(i.placement) = 1 THEN SUM(COALESCE(i.reporting_micros, CAST(0 AS BIGINT))) END AS all_revenue_micros,
    CASE WHEN GROUPING(i.placement) = 1 THEN CAST(0 AS BIGINT) END AS plays
  FROM core.impressions i
  JOIN core.calendar c ON i.quarter_no = c.quarter_no
  WHERE i.valid = TRUE
    AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
    AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
  GROUP BY GROUPING SETS ((c.zone, c.day_no), (c.zone, c.day_no, i.placement))
  UNION ALL
  SELECT
    c.zone AS zone,
    c.day_no AS day_no,
    '' AS slice,
    CAST(0 AS BIGINT) AS revenue_micros,
    CAST(0 AS BIGINT) AS impressions,
    CAST(0 AS BIGINT) AS all_revenue_micros,
    COUNT(*) AS plays
  FROM core.plays p
  JOIN core.calendar c ON p.quarter_no = c.quarter_no
  WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
    AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
  GROUP BY c.zone, c.day_no
) x
GROUP BY x.zone, x.day_no, x.slice
