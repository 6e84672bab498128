-- id: K6.4
-- zh: 可用性
-- en: Availability
-- unit: share
-- grain: day, month
-- dimensions: service
-- owner: delivery
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- filter: minutes with a request
-- alert: availability below 0.999
-- measure: availability = good / minutes
-- A minute is good when at least 99.5 % of its requests succeed; starts of plays are the requests of the service playback.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.good) AS good,
  SUM(x.minutes) AS minutes
FROM (
  SELECT
    m.quarter_no AS quarter_no,
    m.slice AS slice,
    COUNT(*) FILTER (WHERE m.failed * 1000 <= m.requests * 5) AS good,
    COUNT(*) AS minutes
  FROM (
    SELECT
      s.minute_no AS minute_no,
      s.quarter_no AS quarter_no,
      CASE WHEN GROUPING(s.service) = 1 THEN '' ELSE CONCAT('service=', s.service) END AS slice,
      SUM(s.requests) AS requests,
      SUM(s.failed) AS failed
    FROM (
      SELECT h.minute_no AS minute_no, h.quarter_no AS quarter_no, h.service AS service, h.requests AS requests, h.failed AS failed
      FROM core.service_samples h
      WHERE h.quarter_no >= ${from_quarter_no} AND h.quarter_no < ${until_quarter_no}
      UNION ALL
      SELECT
        p.minute_no AS minute_no,
        p.quarter_no AS quarter_no,
        'playback' AS service,
        COUNT(*) AS requests,
        COUNT(*) FILTER (WHERE p.failed_start = TRUE) AS failed
      FROM core.plays p
      WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
      GROUP BY p.minute_no, p.quarter_no
    ) s
    GROUP BY GROUPING SETS ((s.minute_no, s.quarter_no), (s.minute_no, s.quarter_no, s.service))
  ) m
  WHERE m.requests > 0
  GROUP BY m.quarter_no, m.slice
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
