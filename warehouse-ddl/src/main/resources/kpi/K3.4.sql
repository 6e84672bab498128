-- id: K3.4
-- zh: 人均会话数
-- en: Sessions per active person
-- unit: sessions
-- grain: day
-- dimensions: -
-- owner: product
-- direction: up
-- version: 1
-- reach: 0
-- measure: sessions_per_person = sessions / people
SELECT
  w.zone AS zone,
  w.day_no AS day_no,
  '' AS slice,
  SUM(w.sessions) AS sessions,
  COUNT(*) AS people
FROM (
  SELECT u.zone AS zone, u.day_no AS day_no, u.person AS person, SUM(u.active) AS active, SUM(u.sessions) AS sessions
  FROM (
    SELECT DISTINCT c.zone AS zone, c.day_no AS day_no, a.person AS person, CAST(1 AS BIGINT) AS active, CAST(0 AS BIGINT) AS sessions
    FROM core.activity a
    JOIN core.calendar c ON a.quarter_no = c.quarter_no
    WHERE a.quarter_no >= ${from_quarter_no} AND a.quarter_no < ${until_quarter_no}
      AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
    UNION ALL
    SELECT c.zone AS zone, c.day_no AS day_no, s.person AS person, CAST(0 AS BIGINT) AS active, CAST(1 AS BIGINT) AS sessions
    FROM core.sessions s
    JOIN core.calendar c ON s.quarter_no = c.quarter_no
    WHERE s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
      AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
  ) u
  GROUP BY u.zone, u.day_no, u.person
) w
WHERE w.active = 1
GROUP BY w.zone, w.day_no
