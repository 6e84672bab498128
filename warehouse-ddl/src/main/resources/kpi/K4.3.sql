-- id: K4.3
-- zh: 续费率
-- en: Renewal rate
-- unit: share
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 3
-- reach: -48..0
-- alert: renewal falls 5%
-- measure: renewal = renewed / due
-- measure: recovered = recovered / due
-- Terms that ended in the month, 14 days after their end; a payment that came after dunning counts, and is shown apart too. A term that a balance or a coupon
-- met is paid for like any other.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.due) AS due,
  SUM(x.renewed) AS renewed,
  SUM(x.recovered) AS recovered
FROM (
  SELECT
    t.until_quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) AS due,
    COUNT(*) FILTER (WHERE t.renewed = TRUE) AS renewed,
    COUNT(*) FILTER (WHERE t.recovered = TRUE) AS recovered
  FROM core.terms t
  WHERE t.until_day_no + 16 <= ${last_day_no}
    AND t.until_quarter_no >= ${from_quarter_no} AND t.until_quarter_no < ${until_quarter_no}
  GROUP BY t.until_quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
