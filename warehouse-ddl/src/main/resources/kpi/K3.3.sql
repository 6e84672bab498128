-- id: K3.3
-- zh: 流失率
-- en: Churn
-- unit: share
-- grain: month
-- dimensions: -
-- owner: growth
-- direction: down
-- version: 2
-- reach: -6..all
-- alert: customers rises 20%
-- measure: customers = lost / payers
-- measure: voluntary = lost_voluntary / payers
-- measure: involuntary = lost_involuntary / payers
-- measure: revenue = lost_micros / mrr_micros
-- measure: users = users_gone / users
-- Payers and recurring revenue at the start of the month follow from all changes before it. Whoever has all they pay for rest is lost, voluntarily, when it
-- begins to rest, and no payer until it goes on: then they are back, and may be lost again; what ends while it rests is not lost twice. Users: active in the
-- 28 days before the month, and on none of its first 28 days; told once those have ended in every zone.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.payers) AS payers,
  SUM(x.mrr_micros) AS mrr_micros,
  SUM(x.lost) AS lost,
  SUM(x.lost_voluntary) AS lost_voluntary,
  SUM(x.lost_involuntary) AS lost_involuntary,
  SUM(x.lost_micros) AS lost_micros,
  SUM(x.users) AS users,
  SUM(x.users_gone) AS users_gone
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.payers AS payers,
    u.mrr_micros AS mrr_micros,
    CAST(NULL AS BIGINT) AS lost,
    CAST(NULL AS BIGINT) AS lost_voluntary,
    CAST(NULL AS BIGINT) AS lost_involuntary,
    CAST(NULL AS DECIMAL(38, 0)) AS lost_micros,
    CAST(NULL AS BIGINT) AS users,
    CAST(NULL AS BIGINT) AS users_gone
  FROM (
    SELECT
      m.zone AS zone, 'month' AS grain, m.period_no AS period_no, '' AS slice,
      SUM(CASE WHEN k.before_micros = 0 THEN CAST(1 AS BIGINT) WHEN k.after_micros = 0 THEN CAST(-1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS payers,
      SUM(CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0))) AS mrr_micros
    FROM core.mrr_changes k
    JOIN core.periods m ON k.quarter_no < m.period_no
    WHERE m.grain = 'month' AND m.quarter_no = m.period_no
      AND m.period_no >= ${from_quarter_no} AND m.period_no < ${until_quarter_no} AND m.period_no <= ${last_quarter_no}
    GROUP BY m.zone, m.period_no
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS payers,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_micros,
    u.lost AS lost,
    u.lost_voluntary AS lost_voluntary,
    u.lost_involuntary AS lost_involuntary,
    u.lost_micros AS lost_micros,
    CAST(NULL AS BIGINT) AS users,
    CAST(NULL AS BIGINT) AS users_gone
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.lost) AS lost,
      SUM(x.lost_voluntary) AS lost_voluntary,
      SUM(x.lost_involuntary) AS lost_involuntary,
      SUM(x.lost_micros) AS lost_micros
    FROM (
      SELECT
        k.quarter_no AS quarter_no,
        '' AS slice,
        COUNT(*) AS lost,
        COUNT(*) FILTER (WHERE k.voluntary = TRUE) AS lost_voluntary,
        COUNT(*) FILTER (WHERE k.voluntary = FALSE) AS lost_involuntary,
        SUM(CAST(k.before_micros AS DECIMAL(38, 0))) AS lost_micros
      FROM core.mrr_changes k
      WHERE k.kind = 'churn'
        AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
      GROUP BY k.quarter_no
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
    CAST(NULL AS BIGINT) AS payers,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_micros,
    u.lost AS lost,
    u.lost AS lost_voluntary,
    u.lost AS lost_involuntary,
    u.lost_micros AS lost_micros,
    CAST(NULL AS BIGINT) AS users,
    CAST(NULL AS BIGINT) AS users_gone
  FROM (
    SELECT
      m.zone AS zone, 'month' AS grain, m.period_no AS period_no, '' AS slice,
      CAST(0 AS BIGINT) AS lost, CAST(0 AS DECIMAL(38, 0)) AS lost_micros
    FROM core.periods m
    WHERE m.grain = 'month' AND m.quarter_no = m.period_no
      AND m.period_no >= ${from_quarter_no} AND m.period_no < ${until_quarter_no} AND m.period_no <= ${last_quarter_no}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS payers,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_micros,
    CAST(NULL AS BIGINT) AS lost,
    CAST(NULL AS BIGINT) AS lost_voluntary,
    CAST(NULL AS BIGINT) AS lost_involuntary,
    CAST(NULL AS DECIMAL(38, 0)) AS lost_micros,
    u.users AS users,
    u.users_gone AS users_gone
  FROM (
    SELECT
      w.zone AS zone, 'month' AS grain, w.period_no AS period_no, '' AS slice,
      COUNT(*) AS users,
      COUNT(*) FILTER (WHERE w.now = 0) AS users_gone
    FROM (
      SELECT
        m.zone AS zone, m.period_no AS period_no, a.person AS person,
        MAX(CASE WHEN a.day_no < m.day_no THEN 1 ELSE 0 END) AS earlier,
        MAX(CASE WHEN a.day_no < m.day_no THEN 0 ELSE 1 END) AS now
      FROM (
        SELECT DISTINCT c.zone AS zone, c.day_no AS day_no, x.person AS person
        FROM core.activity x
        JOIN core.periods c ON x.quarter_no = c.quarter_no
        WHERE c.grain = 'day'
          AND x.quarter_no >= ${from_quarter_no} - 2688 AND x.quarter_no < ${until_quarter_no}
          AND c.quarter_no >= ${from_quarter_no} - 2688 AND c.quarter_no < ${until_quarter_no}
      ) a
      JOIN core.periods m ON m.zone = a.zone AND a.day_no >= m.day_no - 28 AND a.day_no < m.day_no + 28
      WHERE m.grain = 'month' AND m.quarter_no = m.period_no AND m.day_no + 29 <= ${last_day_no}
        AND m.period_no >= ${from_quarter_no} AND m.period_no < ${until_quarter_no}
      GROUP BY m.zone, m.period_no, a.person
    ) w
    WHERE w.earlier = 1
    GROUP BY w.zone, w.period_no
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
