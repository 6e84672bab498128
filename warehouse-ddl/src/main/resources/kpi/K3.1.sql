-- id: K3.1
-- zh: 人均使用时长
-- en: Time spent
-- unit: seconds
-- grain: day
-- dimensions: -
-- owner: product
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: people active on the day
-- alert: mean_seconds_per_person falls 15%
-- measure: mean_seconds_per_person = played_millis / people
-- measure: mean_seconds_per_session = played_millis / sessions
-- measure: median_seconds_per_person = percentile(0.5, people, edge_millis)
-- Played time of people who were active on the day; their seconds fall into the published buckets (two significant digits, rounded up).
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  r.zone AS zone,
  r.grain AS grain,
  r.period_no AS period_no,
  '' AS slice,
  r.edge_millis AS edge_millis,
  SUM(r.people) AS people,
  SUM(r.played_millis) AS played_millis,
  SUM(r.sessions) AS sessions
FROM (
  SELECT
    w.zone AS zone,
    w.grain AS grain,
    w.period_no AS period_no,
    CASE
      WHEN w.played_millis <= 99000 THEN w.played_millis + MOD(1000 - MOD(w.played_millis, 1000), 1000)
      WHEN w.played_millis <= 990000 THEN w.played_millis + MOD(10000 - MOD(w.played_millis, 10000), 10000)
      WHEN w.played_millis <= 9900000 THEN w.played_millis + MOD(100000 - MOD(w.played_millis, 100000), 100000)
      WHEN w.played_millis <= 99000000 THEN w.played_millis + MOD(1000000 - MOD(w.played_millis, 1000000), 1000000)
      WHEN w.played_millis <= 990000000 THEN w.played_millis + MOD(10000000 - MOD(w.played_millis, 10000000), 10000000)
      WHEN w.played_millis <= 9900000000 THEN w.played_millis + MOD(100000000 - MOD(w.played_millis, 100000000), 100000000)
      ELSE CAST(10000000000 AS BIGINT)
    END AS edge_millis,
    CAST(1 AS BIGINT) AS people,
    w.played_millis AS played_millis,
    CAST(0 AS BIGINT) AS sessions
  FROM (
    SELECT u.zone AS zone, u.grain AS grain, u.period_no AS period_no, u.person AS person, SUM(u.active) AS active, SUM(u.played_millis) AS played_millis
    FROM (
      SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, a.person AS person, CAST(1 AS BIGINT) AS active, CAST(0 AS BIGINT) AS played_millis
      FROM core.activity a
      JOIN core.periods c ON a.quarter_no = c.quarter_no
      WHERE c.grain IN (${grains})
        AND a.quarter_no >= ${from_quarter_no} AND a.quarter_no < ${until_quarter_no}
        AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
      UNION ALL
      SELECT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, p.person AS person, CAST(0 AS BIGINT) AS active, p.played_millis AS played_millis
      FROM core.plays p
      JOIN core.periods c ON p.quarter_no = c.quarter_no
      WHERE c.grain IN (${grains})
        AND p.person IS NOT NULL
        AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
        AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    ) u
    GROUP BY u.zone, u.grain, u.period_no, u.person
  ) w
  WHERE w.active = 1
  UNION ALL
  SELECT
    v.zone AS zone,
    v.grain AS grain,
    v.period_no AS period_no,
    CAST(NULL AS BIGINT) AS edge_millis,
    CAST(0 AS BIGINT) AS people,
    CAST(0 AS BIGINT) AS played_millis,
    v.sessions AS sessions
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.sessions) AS sessions
    FROM (
      SELECT
        s.quarter_no AS quarter_no,
        '' AS slice,
        COUNT(*) AS sessions
      FROM core.sessions s
      WHERE s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
      GROUP BY s.quarter_no
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) v
) r
GROUP BY r.zone, r.grain, r.period_no, r.edge_millis
