-- id: K8.3
-- zh: 投诉解决率
-- en: Complaints resolved
-- unit: share
-- grain: month
-- dimensions: -
-- owner: support
-- direction: up
-- version: 1
-- reach: 0
-- measure: resolved = resolved / received
-- measure: within_promise = kept / promised
-- Complaints by the month in which they were received.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.received) AS received,
  SUM(x.resolved) AS resolved,
  SUM(x.promised) AS promised,
  SUM(x.kept) AS kept
FROM (
  SELECT
    t.quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) AS received,
    COUNT(*) FILTER (WHERE t.resolved IS NOT NULL) AS resolved,
    COUNT(*) FILTER (WHERE t.due IS NOT NULL) AS promised,
    COUNT(*) FILTER (WHERE t.due IS NOT NULL AND t.resolved <= t.due) AS kept
  FROM core.tickets t
  WHERE t.kind = 'complaint'
    AND t.quarter_no >= ${from_quarter_no} AND t.quarter_no < ${until_quarter_no}
  GROUP BY t.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
