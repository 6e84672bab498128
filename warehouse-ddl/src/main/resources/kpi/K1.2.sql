-- id: K1.2
-- zh: 内容更新率
-- en: Update rate
-- unit: titles
-- grain: day
-- dimensions: -
-- owner: content
-- direction: up
-- version: 1
-- reach: 27
-- filter: films, episodes, tracks and podcasts
-- measure: new_7d = new_7d
-- measure: new_28d = new_28d
-- Titles first told of within the 7 and 28 days that end with the day. 2592 quarter hours are 27 days.
SELECT
  d.zone AS zone,
  'day' AS grain,
  d.from_quarter_no AS period_no,
  '' AS slice,
  COUNT(*) FILTER (WHERE t.age_days < 7) AS new_7d,
  COUNT(*) AS new_28d
FROM core.publications p
JOIN core.periods c ON p.quarter_no = c.quarter_no
JOIN core.trailing_days t ON c.day_no = t.member_day_no
JOIN core.days d ON d.zone = c.zone AND d.day_no = t.day_no
WHERE c.grain = 'day'
  AND p.kind IN ('film', 'episode', 'track', 'podcast')
  AND p.quarter_no >= ${from_quarter_no} - 2592 AND p.quarter_no < ${until_quarter_no}
  AND c.quarter_no >= ${from_quarter_no} - 2592 AND c.quarter_no < ${until_quarter_no}
  AND t.day_no >= ${from_day_no} AND t.day_no <= ${to_day_no}
GROUP BY d.zone, d.from_quarter_no
