-- id: K2.3
-- zh: 获客成本
-- en: Customer acquisition cost
-- unit: currency
-- grain: month
-- dimensions: channel
-- owner: marketing
-- direction: down
-- version: 2
-- reach: 0
-- alert: blended rises 25%
-- measure: blended = spend_micros / payers
-- measure: paid = spend_micros / attributed
-- Where nothing was spent it is 0. Blended: over all who paid for the first time. Paid: over the people whose payment is credited to a campaign by their last click.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  COALESCE(SUM(x.spend_micros), CAST(0 AS DECIMAL(38, 0))) AS spend_micros,
  SUM(x.payers) AS payers,
  SUM(x.attributed) AS attributed
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.spend_micros AS spend_micros,
    CAST(NULL AS BIGINT) AS payers,
    CAST(NULL AS BIGINT) AS attributed
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
        CASE WHEN GROUPING(k.channel) = 1 THEN '' ELSE CONCAT('channel=', k.channel) END AS slice,
        SUM(CAST(k.reporting_micros AS DECIMAL(38, 0))) AS spend_micros
      FROM core.costs k
      WHERE k.kind = 'spend'
        AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS ((k.quarter_no), (k.quarter_no, k.channel))
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
    CAST(NULL AS DECIMAL(38, 0)) AS spend_micros,
    u.payers AS payers,
    CAST(NULL AS BIGINT) AS attributed
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.payers) AS payers
    FROM (
      SELECT
        f.quarter_no AS quarter_no,
        '' AS slice,
        COUNT(*) AS payers
      FROM core.first_payments f
      WHERE f.quarter_no >= ${from_quarter_no} AND f.quarter_no < ${until_quarter_no}
      GROUP BY f.quarter_no
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
    CAST(NULL AS DECIMAL(38, 0)) AS spend_micros,
    CAST(NULL AS BIGINT) AS payers,
    COUNT(*) AS attributed
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, '' AS slice, v.person AS person
    FROM core.touches v
    JOIN core.periods c ON v.quarter_no = c.quarter_no
    WHERE v.kind = 'paying' AND v.model = 'last-click' AND v.person IS NOT NULL
      AND c.grain IN (${grains})
      AND v.quarter_no >= ${from_quarter_no} AND v.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) u
  GROUP BY u.zone, u.grain, u.period_no, u.slice
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS DECIMAL(38, 0)) AS spend_micros,
    CAST(NULL AS BIGINT) AS payers,
    COUNT(*) AS attributed
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, CONCAT('channel=', v.channel) AS slice, v.person AS person
    FROM core.touches v
    JOIN core.periods c ON v.quarter_no = c.quarter_no
    WHERE v.kind = 'paying' AND v.model = 'last-click' AND v.person IS NOT NULL
      AND c.grain IN (${grains})
      AND v.quarter_no >= ${from_quarter_no} AND v.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) u
  GROUP BY u.zone, u.grain, u.period_no, u.slice
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
