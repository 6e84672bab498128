-- id: K2.1
-- zh: 新增注册
-- en: New registrations
-- unit: accounts
-- grain: day, week, month
-- dimensions: channel
-- owner: growth
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- alert: registrations falls 30%
-- alert: registrations anomaly
-- measure: registrations = registrations
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.registrations) AS registrations
FROM (
  SELECT
    r.quarter_no AS quarter_no,
    CASE WHEN GROUPING(r.channel) = 1 THEN '' ELSE CONCAT('channel=', r.channel) END AS slice,
    COUNT(*) AS registrations
  FROM core.registrations r
  WHERE r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((r.quarter_no), (r.quarter_no, r.channel))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
