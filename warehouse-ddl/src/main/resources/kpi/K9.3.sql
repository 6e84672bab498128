-- id: K9.3
-- zh: 毛利率
-- en: Gross margin
-- unit: share
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 1
-- reach: all
-- alert: margin falls 10%
-- measure: margin = (revenue_micros - content_micros) / revenue_micros
-- Revenue of K4.4 less content cost of K9.1.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.revenue_micros) AS revenue_micros,
  SUM(x.content_micros) AS content_micros
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.subscription_micros + u.transaction_micros + u.ads_micros + u.other_micros + u.refunds_micros AS revenue_micros,
    CAST(0 AS DECIMAL(38, 0)) AS content_micros
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
    u.licence_micros + u.royalties_micros + u.production_micros AS content_micros
  FROM (
    ${K9.1}
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
