-- id: K11.3
-- zh: 品牌提及
-- en: Brand mentions
-- unit: mentions
-- grain: day
-- dimensions: network, sentiment
-- owner: marketing
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- alert: mentions anomaly
-- measure: mentions = mentions
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.mentions) AS mentions
FROM (
  SELECT
    n.quarter_no AS quarter_no,
    CASE
      WHEN GROUPING(n.network) = 0 THEN CONCAT('network=', n.network)
      WHEN GROUPING(n.sentiment) = 0 THEN CONCAT('sentiment=', n.sentiment)
      ELSE ''
    END AS slice,
    COUNT(*) AS mentions
  FROM core.mentions n
  WHERE n.quarter_no >= ${from_quarter_no} AND n.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((n.quarter_no), (n.quarter_no, n.network), (n.quarter_no, n.sentiment))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
