-- id: K7.3
-- zh: 用户反馈数
-- en: Feedback
-- unit: tickets
-- grain: day
-- dimensions: topic
-- owner: support
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- alert: complaints rises 50%
-- measure: suggestions = suggestions
-- measure: problems = problems
-- measure: complaints = complaints
-- measure: total = total
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.suggestions) AS suggestions,
  SUM(x.problems) AS problems,
  SUM(x.complaints) AS complaints,
  SUM(x.total) AS total
FROM (
  SELECT
    t.quarter_no AS quarter_no,
    CASE WHEN GROUPING(t.topic) = 1 THEN '' ELSE CONCAT('topic=', t.topic) END AS slice,
    COUNT(*) FILTER (WHERE t.kind = 'suggestion') AS suggestions,
    COUNT(*) FILTER (WHERE t.kind = 'problem') AS problems,
    COUNT(*) FILTER (WHERE t.kind = 'complaint') AS complaints,
    COUNT(*) AS total
  FROM core.tickets t
  WHERE t.quarter_no >= ${from_quarter_no} AND t.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((t.quarter_no), (t.quarter_no, t.topic))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
