-- id: K8.4
-- zh: 审计通过率
-- en: Audit pass rate
-- unit: share
-- grain: day
-- dimensions: run
-- owner: compliance
-- direction: up
-- version: 1
-- reach: 0
-- alert: pass_rate below 1
-- measure: pass_rate = passed / controls
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.passed) AS passed,
  SUM(x.controls) AS controls
FROM (
  SELECT
    k.quarter_no AS quarter_no,
    CASE WHEN GROUPING(k.run) = 1 THEN '' ELSE CONCAT('run=', k.run) END AS slice,
    COUNT(*) FILTER (WHERE k.passed = TRUE) AS passed,
    COUNT(*) AS controls
  FROM core.controls k
  WHERE k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((k.quarter_no), (k.quarter_no, k.run))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
