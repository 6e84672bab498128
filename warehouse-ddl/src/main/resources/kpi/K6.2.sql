-- id: K6.2
-- zh: 卡顿率
-- en: Rebuffering
-- unit: share; per hour
-- grain: day
-- dimensions: -
-- owner: delivery
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- filter: no stalls by seeking or starting
-- alert: stall_ratio above 0.02
-- measure: stall_ratio = stalled_millis / (stalled_millis + played_millis)
-- measure: stalls_per_hour = stalls / (played_millis / 3600)
-- unit of: stall_ratio = share
-- unit of: stalls_per_hour = per hour
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.stalled_millis) AS stalled_millis,
  SUM(x.played_millis) AS played_millis,
  SUM(x.stalls) AS stalls
FROM (
  SELECT
    p.quarter_no AS quarter_no,
    '' AS slice,
    SUM(p.stalled_millis) AS stalled_millis,
    SUM(p.played_millis) AS played_millis,
    SUM(p.stalls) AS stalls
  FROM core.plays p
  WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  GROUP BY p.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
