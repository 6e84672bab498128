-- id: K8.1
-- zh: 侵权数
-- en: Infringements
-- unit: cases
-- grain: day
-- dimensions: origin
-- owner: compliance
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- alert: infringements rises 100%
-- measure: infringements = infringements
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.infringements) AS infringements
FROM (
  SELECT
    f.quarter_no AS quarter_no,
    CASE WHEN GROUPING(f.origin) = 1 THEN '' ELSE CONCAT('origin=', f.origin) END AS slice,
    COUNT(*) AS infringements
  FROM core.infringements f
  WHERE f.quarter_no >= ${from_quarter_no} AND f.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((f.quarter_no), (f.quarter_no, f.origin))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
