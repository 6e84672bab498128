-- id: K7.2
-- zh: 崩溃率
-- en: Crash rate
-- unit: share
-- grain: day
-- dimensions: -
-- owner: product
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- alert: crash_rate above 0.01
-- alert: crash_rate rises 50%
-- measure: crash_rate = crashed_sessions / sessions
-- measure: crash_free = unharmed / people
-- A crash falls into a session from its first event to half an hour after its last.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.sessions) AS sessions,
  SUM(x.crashed_sessions) AS crashed_sessions,
  SUM(x.people) AS people,
  SUM(x.unharmed) AS unharmed
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.sessions AS sessions,
    u.crashed_sessions AS crashed_sessions,
    CAST(NULL AS BIGINT) AS people,
    CAST(NULL AS BIGINT) AS unharmed
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.sessions) AS sessions,
      SUM(x.crashed_sessions) AS crashed_sessions
    FROM (
      SELECT
        s.quarter_no AS quarter_no,
        '' AS slice,
        COUNT(*) AS sessions,
        COUNT(*) FILTER (WHERE s.crashes > 0) AS crashed_sessions
      FROM core.sessions s
      WHERE s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
      GROUP BY s.quarter_no
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
    CAST(NULL AS BIGINT) AS sessions,
    CAST(NULL AS BIGINT) AS crashed_sessions,
    u.people AS people,
    u.unharmed AS unharmed
  FROM (
    SELECT
      w.zone AS zone, w.grain AS grain, w.period_no AS period_no, '' AS slice,
      COUNT(*) AS people,
      COUNT(*) FILTER (WHERE w.crashed = 0) AS unharmed
    FROM (
      SELECT v.zone AS zone, v.grain AS grain, v.period_no AS period_no, v.person AS person, MAX(v.active) AS active, MAX(v.crashed) AS crashed
      FROM (
        SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, a.person AS person, 1 AS active, 0 AS crashed
        FROM core.activity a
        JOIN core.periods c ON a.quarter_no = c.quarter_no
        WHERE c.grain IN (${grains})
          AND a.quarter_no >= ${from_quarter_no} AND a.quarter_no < ${until_quarter_no}
          AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
        UNION ALL
        SELECT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, k.person AS person, 0 AS active, 1 AS crashed
        FROM core.crashes k
        JOIN core.periods c ON k.quarter_no = c.quarter_no
        WHERE c.grain IN (${grains}) AND k.person IS NOT NULL
          AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
          AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
      ) v
      GROUP BY v.zone, v.grain, v.period_no, v.person
    ) w
    WHERE w.active = 1
    GROUP BY w.zone, w.grain, w.period_no
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
