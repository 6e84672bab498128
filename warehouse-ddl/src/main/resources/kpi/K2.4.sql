-- id: K2.4
-- zh: 付费转化率
-- en: Conversion to paying
-- unit: share
-- grain: week
-- dimensions: -
-- owner: growth
-- direction: up
-- version: 1
-- reach: -106..0
-- measure: paid_7d = paid_7d / people_7d
-- measure: paid_30d = paid_30d / people_30d
-- measure: paid_90d = paid_90d / people_90d
-- Of the people who registered in a week, those who paid within so many times 24 hours. Told once those have passed for all of them: for the Sunday of
--  the week, and a day more, since days of zones end at different times.
SELECT
  c.zone AS zone,
  'week' AS grain,
  c.period_no AS period_no,
  '' AS slice,
  CASE WHEN MAX(d.day_no) + 15 <= ${last_day_no} THEN COUNT(*) END AS people_7d,
  CASE WHEN MAX(d.day_no) + 15 <= ${last_day_no} THEN COUNT(*) FILTER (WHERE p.days_to_pay < 7) END AS paid_7d,
  CASE WHEN MAX(d.day_no) + 38 <= ${last_day_no} THEN COUNT(*) END AS people_30d,
  CASE WHEN MAX(d.day_no) + 38 <= ${last_day_no} THEN COUNT(*) FILTER (WHERE p.days_to_pay < 30) END AS paid_30d,
  CASE WHEN MAX(d.day_no) + 98 <= ${last_day_no} THEN COUNT(*) END AS people_90d,
  CASE WHEN MAX(d.day_no) + 98 <= ${last_day_no} THEN COUNT(*) FILTER (WHERE p.days_to_pay < 90) END AS paid_90d
FROM core.people p
JOIN core.periods c ON p.quarter_no = c.quarter_no
JOIN core.days d ON d.zone = c.zone AND d.from_quarter_no = c.period_no
WHERE c.grain = 'week'
  AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.period_no
