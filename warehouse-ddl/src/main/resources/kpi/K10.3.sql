-- id: K10.3
-- zh: 分享数
-- en: Shares
-- unit: shares
-- grain: day
-- dimensions: network
-- owner: community
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- measure: shares = shares
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.shares) AS shares
FROM (
  SELECT
    i.quarter_no AS quarter_no,
    CASE WHEN GROUPING(i.network) = 1 THEN '' ELSE CONCAT('network=', i.network) END AS slice,
    COUNT(*) AS shares
  FROM core.interactions i
  WHERE i.kind = 'share.completed'
    AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((i.quarter_no), (i.quarter_no, i.network))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
