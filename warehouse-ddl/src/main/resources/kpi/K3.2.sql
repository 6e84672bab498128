-- id: K3.2
-- zh: 留存率
-- en: Retention
-- unit: share
-- grain: day
-- dimensions: -
-- owner: growth
-- direction: up
-- version: 1
-- reach: -94..0
-- alert: d7 falls 10%
-- measure: d1 = d1 / people_d1
-- measure: d7 = d7 / people_d7
-- measure: d30 = d30 / people_d30
-- measure: d90 = d90 / people_d90
-- measure: w1 = w1 / people_w1
-- measure: w2 = w2 / people_w2
-- measure: w4 = w4 / people_w4
-- measure: w8 = w8 / people_w8
-- measure: w12 = w12 / people_w12
-- Of the people who registered on a day: d1 to d90 were active on that day after it, w1 to w12 on one of the seven days from that week after it on.
-- Told once those days have ended in every zone. 8736 quarter hours are 91 days.
SELECT
  h.zone AS zone,
  'day' AS grain,
  h.period_no AS period_no,
  '' AS slice,
  CASE WHEN h.day_no + 3 <= ${last_day_no} THEN COUNT(*) END AS people_d1,
  CASE WHEN h.day_no + 3 <= ${last_day_no} THEN SUM(h.d1) END AS d1,
  CASE WHEN h.day_no + 9 <= ${last_day_no} THEN COUNT(*) END AS people_d7,
  CASE WHEN h.day_no + 9 <= ${last_day_no} THEN SUM(h.d7) END AS d7,
  CASE WHEN h.day_no + 32 <= ${last_day_no} THEN COUNT(*) END AS people_d30,
  CASE WHEN h.day_no + 32 <= ${last_day_no} THEN SUM(h.d30) END AS d30,
  CASE WHEN h.day_no + 92 <= ${last_day_no} THEN COUNT(*) END AS people_d90,
  CASE WHEN h.day_no + 92 <= ${last_day_no} THEN SUM(h.d90) END AS d90,
  CASE WHEN h.day_no + 15 <= ${last_day_no} THEN COUNT(*) END AS people_w1,
  CASE WHEN h.day_no + 15 <= ${last_day_no} THEN SUM(h.w1) END AS w1,
  CASE WHEN h.day_no + 22 <= ${last_day_no} THEN COUNT(*) END AS people_w2,
  CASE WHEN h.day_no + 22 <= ${last_day_no} THEN SUM(h.w2) END AS w2,
  CASE WHEN h.day_no + 36 <= ${last_day_no} THEN COUNT(*) END AS people_w4,
  CASE WHEN h.day_no + 36 <= ${last_day_no} THEN SUM(h.w4) END AS w4,
  CASE WHEN h.day_no + 64 <= ${last_day_no} THEN COUNT(*) END AS people_w8,
  CASE WHEN h.day_no + 64 <= ${last_day_no} THEN SUM(h.w8) END AS w8,
  CASE WHEN h.day_no + 92 <= ${last_day_no} THEN COUNT(*) END AS people_w12,
  CASE WHEN h.day_no + 92 <= ${last_day_no} THEN SUM(h.w12) END AS w12
FROM (
  SELECT
    p.zone AS zone,
    p.period_no AS period_no,
    p.day_no AS day_no,
    p.person AS person,
    MAX(CASE WHEN a.day_no = p.day_no + 1 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS d1,
    MAX(CASE WHEN a.day_no = p.day_no + 7 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS d7,
    MAX(CASE WHEN a.day_no = p.day_no + 30 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS d30,
    MAX(CASE WHEN a.day_no = p.day_no + 90 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS d90,
    MAX(CASE WHEN a.day_no >= p.day_no + 7 AND a.day_no <= p.day_no + 13 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS w1,
    MAX(CASE WHEN a.day_no >= p.day_no + 14 AND a.day_no <= p.day_no + 20 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS w2,
    MAX(CASE WHEN a.day_no >= p.day_no + 28 AND a.day_no <= p.day_no + 34 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS w4,
    MAX(CASE WHEN a.day_no >= p.day_no + 56 AND a.day_no <= p.day_no + 62 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS w8,
    MAX(CASE WHEN a.day_no >= p.day_no + 84 AND a.day_no <= p.day_no + 90 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS w12
  FROM (
    SELECT c.zone AS zone, c.period_no AS period_no, c.day_no AS day_no, r.person AS person
    FROM core.people r
    JOIN core.periods c ON r.quarter_no = c.quarter_no
    WHERE c.grain = 'day'
      AND r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) p
  LEFT JOIN (
    SELECT DISTINCT c.zone AS zone, c.day_no AS day_no, x.person AS person
    FROM core.activity x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain = 'day'
      AND x.quarter_no >= ${from_quarter_no} AND x.quarter_no < ${until_quarter_no} + 8736
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no} + 8736
  ) a ON a.zone = p.zone AND a.person = p.person AND a.day_no > p.day_no AND a.day_no <= p.day_no + 90
  GROUP BY p.zone, p.period_no, p.day_no, p.person
) h
GROUP BY h.zone, h.period_no, h.day_no
