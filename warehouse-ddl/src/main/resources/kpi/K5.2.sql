-- id: K5.2
-- zh: 千次播放与千次展示收入
-- en: RPM and eCPM
-- unit: currency
-- grain: hour, day
-- dimensions: placement
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: valid impressions
-- measure: ecpm = 1000 * revenue_micros / impressions
-- measure: rpm = 1000 * all_revenue_micros / plays
-- An ad earns what its impression and, by ad.paid, its click or its view to the end were paid; all of it in the period in which it began to show.
-- A placement has no plays of its own, so its rpm is left null.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.revenue_micros) AS revenue_micros,
  SUM(x.impressions) AS impressions,
  SUM(x.all_revenue_micros) AS all_revenue_micros,
  SUM(x.plays) AS plays
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.revenue_micros AS revenue_micros,
    u.impressions AS impressions,
    CASE WHEN u.slice = '' THEN u.revenue_micros END AS all_revenue_micros,
    CASE WHEN u.slice = '' THEN CAST(0 AS BIGINT) END AS plays
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.revenue_micros) AS revenue_micros,
      SUM(x.impressions) AS impressions
    FROM (
      SELECT
        i.quarter_no AS quarter_no,
        CASE WHEN GROUPING(i.placement) = 1 THEN '' ELSE CONCAT('placement=', i.placement) END AS slice,
        SUM(CAST(COALESCE(i.reporting_micros, CAST(0 AS BIGINT)) AS DECIMAL(38, 0))) AS revenue_micros,
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
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(0 AS DECIMAL(38, 0)) AS revenue_micros,
    CAST(0 AS BIGINT) AS impressions,
    CAST(0 AS DECIMAL(38, 0)) AS all_revenue_micros,
    u.plays AS plays
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.plays) AS plays
    FROM (
      SELECT
        p.quarter_no AS quarter_no,
        '' AS slice,
        COUNT(*) AS plays
      FROM core.plays p
      WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
      GROUP BY p.quarter_no
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
