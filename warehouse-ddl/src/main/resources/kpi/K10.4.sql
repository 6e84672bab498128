-- id: K10.4
-- zh: 社区活跃占比
-- en: Community actives
-- unit: share
-- grain: day
-- dimensions: -
-- owner: community
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- measure: share = contributors / people
-- Whoever contributes is active, so the people of both parts are those of K2.2.
SELECT
  w.zone AS zone,
  w.grain AS grain,
  w.period_no AS period_no,
  '' AS slice,
  COUNT(*) FILTER (WHERE w.contributed = 1) AS contributors,
  COUNT(*) AS people
FROM (
  SELECT v.zone AS zone, v.grain AS grain, v.period_no AS period_no, v.person AS person, MAX(v.contributed) AS contributed
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, a.person AS person, 0 AS contributed
    FROM core.activity a
    JOIN core.periods c ON a.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND a.quarter_no >= ${from_quarter_no} AND a.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    UNION ALL
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, i.person AS person, 1 AS contributed
    FROM core.interactions i
    JOIN core.periods c ON i.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains}) AND i.person IS NOT NULL
      AND i.kind IN ('comment.added', 'danmaku.sent', 'like.added', 'share.completed')
      AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) v
  GROUP BY v.zone, v.grain, v.period_no, v.person
) w
GROUP BY w.zone, w.grain, w.period_no
