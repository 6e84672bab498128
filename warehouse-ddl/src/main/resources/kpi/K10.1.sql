-- id: K10.1
-- zh: 评论与弹幕数
-- en: Comments and danmaku
-- unit: contributions
-- grain: hour, day
-- dimensions: -
-- owner: community
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: nothing that moderation hides, which is shown apart
-- alert: comments anomaly
-- measure: comments = comments
-- measure: danmaku = danmaku
-- measure: hidden = hidden
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.comments) AS comments,
  SUM(x.danmaku) AS danmaku,
  SUM(x.hidden) AS hidden
FROM (
  SELECT
    b.quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) FILTER (WHERE b.kind = 'comment' AND b.hidden = FALSE) AS comments,
    COUNT(*) FILTER (WHERE b.kind = 'danmaku' AND b.hidden = FALSE) AS danmaku,
    COUNT(*) FILTER (WHERE b.hidden = TRUE) AS hidden
  FROM core.contributions b
  WHERE b.quarter_no >= ${from_quarter_no} AND b.quarter_no < ${until_quarter_no}
  GROUP BY b.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
