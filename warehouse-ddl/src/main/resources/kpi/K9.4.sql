-- id: K9.4
-- zh: 净利率
-- en: Net margin
-- unit: share
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 1
-- reach: all
-- alert: margin falls 10%
-- measure: margin = (revenue_micros - content_micros - operating_micros - spend_micros) / revenue_micros
-- Revenue of K4.4 less content cost of K9.1, operating cost of K9.2 and marketing.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.revenue_micros) AS revenue_micros,
  SUM(x.content_micros) AS content_micros,
  SUM(x.operating_micros) AS operating_micros,
  SUM(x.spend_micros) AS spend_micros
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.subscription_micros + u.transaction_micros + u.ads_micros + u.other_micros + u.refunds_micros AS revenue_micros,
    CAST(0 AS DECIMAL(38, 0)) AS content_micros,
    CAST(0 AS DECIMAL(38, 0)) AS operating_micros,
    CAST(0 AS DECIMAL(38, 0)) AS spend_micros
  FROM (
    ${K4.4}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(0 AS DECIMAL(38, 0)) AS revenue_micros,
    u.licence_micros + u.royalties_micros + u.production_micros AS content_micros,
    CAST(0 AS DECIMAL(38, 0)) AS operating_micros,
    CAST(0 AS DECIMAL(38, 0)) AS spend_micros
  FROM (
    ${K9.1}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(0 AS DECIMAL(38, 0)) AS revenue_micros,
    CAST(0 AS DECIMAL(38, 0)) AS content_micros,
    u.cdn_micros + u.compute_micros + u.people_micros + u.other_micros AS operating_micros,
    CAST(0 AS DECIMAL(38, 0)) AS spend_micros
  FROM (
    ${K9.2}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(0 AS DECIMAL(38, 0)) AS revenue_micros,
    CAST(0 AS DECIMAL(38, 0)) AS content_micros,
    CAST(0 AS DECIMAL(38, 0)) AS operating_micros,
    u.spend_micros AS spend_micros
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.spend_micros) AS spend_micros
    FROM (
      SELECT
        k.quarter_no AS quarter_no,
        '' AS slice,
        SUM(CAST(k.reporting_micros AS DECIMAL(38, 0))) AS spend_micros
      FROM core.costs k
      WHERE k.kind = 'spend' AND k.reporting_micros IS NOT NULL
        AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
      GROUP BY k.quarter_no
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
