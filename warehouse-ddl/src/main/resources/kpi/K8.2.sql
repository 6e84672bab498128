-- id: K8.2
-- zh: 审核通过率
-- en: Review pass rate
-- unit: share
-- grain: day
-- dimensions: policy
-- owner: compliance
-- direction: up
-- version: 1
-- reach: 0
-- measure: pass_rate = passed / decided
-- measure: overturned = overturned / decided
-- First decisions; overturned if the last one on appeal within 30 days is another.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.passed) AS passed,
  SUM(x.overturned) AS overturned,
  SUM(x.decided) AS decided
FROM (
  SELECT
    r.quarter_no AS quarter_no,
    CASE WHEN GROUPING(r.policy) = 1 THEN '' ELSE CONCAT('policy=', r.policy) END AS slice,
    COUNT(*) FILTER (WHERE r.passed = TRUE) AS passed,
    COUNT(*) FILTER (WHERE r.overturned = TRUE) AS overturned,
    COUNT(*) AS decided
  FROM core.reviews r
  WHERE r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((r.quarter_no), (r.quarter_no, r.policy))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
