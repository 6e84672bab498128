-- id: K2.2
-- zh: 日活、周活、月活与黏性
-- en: Daily, weekly and monthly actives, stickiness
-- unit: people; share
-- grain: day
-- dimensions: -
-- owner: growth
-- direction: up
-- version: 1
-- reach: 27
-- live: dau
-- filter: people with a qualified play or an interaction
-- alert: dau falls 20%
-- alert: dau anomaly
-- measure: dau = dau
-- measure: wau = wau
-- measure: mau = mau
-- measure: stickiness = dau / mau
-- unit of: dau = people
-- unit of: wau = people
-- unit of: mau = people
-- unit of: stickiness = share
-- A person counts by the latest active day of the 28 that end with the day. 2592 quarter hours are 27 days.
SELECT
  d.zone AS zone,
  'day' AS grain,
  d.from_quarter_no AS period_no,
  '' AS slice,
  COUNT(*) FILTER (WHERE s.age_days = 0) AS dau,
  COUNT(*) FILTER (WHERE s.age_days < 7) AS wau,
  COUNT(*) AS mau
FROM (
  SELECT a.zone AS zone, t.day_no AS day_no, a.person AS person, MIN(t.age_days) AS age_days
  FROM (
    SELECT DISTINCT c.zone AS zone, c.day_no AS day_no, x.person AS person
    FROM core.activity x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain = 'day'
      AND x.quarter_no >= ${from_quarter_no} - 2592 AND x.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} - 2592 AND c.quarter_no < ${until_quarter_no}
  ) a
  JOIN core.trailing_days t ON a.day_no = t.member_day_no
  WHERE t.day_no >= ${from_day_no} AND t.day_no <= ${to_day_no}
  GROUP BY a.zone, t.day_no, a.person
) s
JOIN core.days d ON d.zone = s.zone AND d.day_no = s.day_no
GROUP BY d.zone, d.from_quarter_no
