-- id: K6.2
-- zh: 卡顿率
-- en: Rebuffering
-- unit: share; stalls per hour
-- grain: day
-- dimensions: -
-- owner: delivery
-- direction: down
-- version: 1
-- reach: 0
-- measure: stall_ratio = stalled_millis / stalled_or_played_millis
-- measure: stalls_per_hour = stalls / (played_millis / 3600)
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  '' AS slice,
  SUM(p.stalled_millis) AS stalled_millis,
  SUM(p.stalled_millis + p.played_millis) AS stalled_or_played_millis,
  SUM(p.stalls) AS stalls,
  SUM(p.played_millis) AS played_millis
FROM core.plays p
JOIN core.calendar c ON p.quarter_no = c.quarter_no
WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY c.zone, c.day_no
