-- id: K2.1
-- zh: 新增注册
-- en: New registrations
-- unit: accounts
-- grain: day
-- dimensions: channel
-- owner: growth
-- direction: up
-- version: 1
-- reach: 0
-- measure: registrations = registrations
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  CASE WHEN GROUPING(r.channel) = 1 THEN '' ELSE CONCAT('channel=', r.channel) END AS slice,
  COUNT(*) AS registrations
FROM core.registrations r
JOIN core.calendar c ON r.quarter_no = c.quarter_no
WHERE r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY GROUPING SETS ((c.zone, c.day_no), (c.zone, c.day_no, r.channel))
