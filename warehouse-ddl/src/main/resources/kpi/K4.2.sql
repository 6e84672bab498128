-- id: K4.2
-- zh: 每用户平均收入
-- en: ARPU and ARPPU
-- unit: currency
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 1
-- reach: 1100
-- measure: arpu = revenue_micros / (dau / dau_days)
-- measure: arppu = revenue_micros / (paid / paid_days)
-- Revenue of K4.4 over the mean of the daily active people, and over the mean of the paying people of K4.1, on the days of the month on which there are any.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.revenue_micros) AS revenue_micros,
  SUM(x.dau) AS dau,
  SUM(x.dau_days) AS dau_days,
  SUM(x.paid) AS paid,
  SUM(x.paid_days) AS paid_days
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.subscription_micros + u.transaction_micros + u.ads_micros + u.other_micros + u.refunds_micros AS revenue_micros,
    CAST(NULL AS BIGINT) AS dau,
    CAST(NULL AS BIGINT) AS dau_days,
    CAST(NULL AS BIGINT) AS paid,
    CAST(NULL AS BIGINT) AS paid_days
  FROM (
    ${K4.4 month}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS DECIMAL(38, 0)) AS revenue_micros,
    u.dau AS dau,
    u.dau_days AS dau_days,
    CAST(NULL AS BIGINT) AS paid,
    CAST(NULL AS BIGINT) AS paid_days
  FROM (
    SELECT m.zone AS zone, 'month' AS grain, m.period_no AS period_no, '' AS slice, SUM(a.dau) AS dau, COUNT(*) AS dau_days
    FROM (
      SELECT c.zone AS zone, c.period_no AS period_no, COUNT(DISTINCT x.person) AS dau
      FROM core.activity x
      JOIN core.periods c ON x.quarter_no = c.quarter_no
      WHERE c.grain = 'day'
        AND x.quarter_no >= ${from_quarter_no} AND x.quarter_no < ${until_quarter_no}
        AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
      GROUP BY c.zone, c.period_no
    ) a
    JOIN core.periods m ON m.zone = a.zone AND m.quarter_no = a.period_no
    WHERE m.grain = 'month' AND m.quarter_no >= ${from_quarter_no} AND m.quarter_no < ${until_quarter_no}
    GROUP BY m.zone, m.period_no
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS DECIMAL(38, 0)) AS revenue_micros,
    CAST(NULL AS BIGINT) AS dau,
    CAST(NULL AS BIGINT) AS dau_days,
    u.paid AS paid,
    u.paid_days AS paid_days
  FROM (
    SELECT m.zone AS zone, 'month' AS grain, m.period_no AS period_no, '' AS slice, SUM(e.paid) AS paid, COUNT(*) AS paid_days
    FROM (
    ${K4.1}
    ) e
    JOIN core.periods m ON m.zone = e.zone AND m.quarter_no = e.period_no
    WHERE e.paid > 0 AND e.period_no <= ${last_quarter_no}
      AND m.grain = 'month' AND m.quarter_no >= ${from_quarter_no} AND m.quarter_no < ${until_quarter_no}
    GROUP BY m.zone, m.period_no
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
