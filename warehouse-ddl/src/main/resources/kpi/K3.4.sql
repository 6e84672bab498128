-- id: K3.4
-- zh: 人均会话数
-- en: Sessions per active person
-- unit: sessions
-- grain: day, week
-- dimensions: -
-- owner: product
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: people active in the period
-- measure: sessions_per_person = sessions / people
SELECT
  w.zone AS zone,
  w.grain AS grain,
  w.period_no AS period_no,
  '' AS slice,
  SUM(w.sessions) AS sessions,
  COUNT(*) AS people
FROM (
  SELECT u.zone AS zone, u.grain AS grain, u.period_no AS period_no, u.person AS person, SUM(u.active) AS active, SUM(u.sessions) AS sessions
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, a.person AS person, CAST(1 AS BIGINT) AS active, CAST(0 AS BIGINT) AS sessions
    FROM core.activity a
    JOIN core.periods c ON a.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND a.quarter_no >= ${from_quarter_no} AND a.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    UNION ALL
    SELECT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, s.person AS person, CAST(0 AS BIGINT) AS active, CAST(1 AS BIGINT) AS sessions
    FROM core.sessions s
    JOIN core.periods c ON s.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) u
  GROUP BY u.zone, u.grain, u.period_no, u.person
) w
WHERE w.active = 1
GROUP BY w.zone, w.grain, w.period_no
