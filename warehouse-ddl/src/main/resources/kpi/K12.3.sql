-- id: K12.3
-- zh: 错误率
-- en: Error rate
-- unit: share
-- grain: day
-- dimensions: cdn, platform, country, service
-- owner: delivery
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- alert: start_failures above 0.01
-- alert: requests above 0.005
-- measure: start_failures = failed_starts / attempts
-- measure: ended_by_error = ended_by_error / begun
-- measure: requests = failed_requests / requests
-- Of a play counts what is told within the day of UTC of its start, the one before and the next.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.attempts) AS attempts,
  SUM(x.failed_starts) AS failed_starts,
  SUM(x.begun) AS begun,
  SUM(x.ended_by_error) AS ended_by_error,
  SUM(x.requests) AS requests,
  SUM(x.failed_requests) AS failed_requests
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.attempts AS attempts,
    u.failed_starts AS failed_starts,
    u.begun AS begun,
    u.ended_by_error AS ended_by_error,
    CAST(NULL AS BIGINT) AS requests,
    CAST(NULL AS BIGINT) AS failed_requests
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.attempts) AS attempts,
      SUM(x.failed_starts) AS failed_starts,
      SUM(x.begun) AS begun,
      SUM(x.ended_by_error) AS ended_by_error
    FROM (
      SELECT
        p.quarter_no AS quarter_no,
        CASE
          WHEN GROUPING(p.cdn) = 0 THEN CONCAT('cdn=', p.cdn)
          WHEN GROUPING(p.platform) = 0 THEN CONCAT('platform=', p.platform)
          WHEN GROUPING(p.country) = 0 THEN CONCAT('country=', p.country)
          ELSE ''
        END AS slice,
        COUNT(*) AS attempts,
        COUNT(*) FILTER (WHERE p.failed_start = TRUE) AS failed_starts,
        COUNT(*) FILTER (WHERE p.failed_start = FALSE) AS begun,
        COUNT(*) FILTER (WHERE p.ended_by_error = TRUE) AS ended_by_error
      FROM core.plays p
      WHERE p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS (
        (p.quarter_no),
        (p.quarter_no, p.cdn),
        (p.quarter_no, p.platform),
        (p.quarter_no, p.country)
      )
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS attempts,
    CAST(NULL AS BIGINT) AS failed_starts,
    CAST(NULL AS BIGINT) AS begun,
    CAST(NULL AS BIGINT) AS ended_by_error,
    u.requests AS requests,
    u.failed_requests AS failed_requests
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.requests) AS requests,
      SUM(x.failed_requests) AS failed_requests
    FROM (
      SELECT
        h.quarter_no AS quarter_no,
        CASE WHEN GROUPING(h.service) = 1 THEN '' ELSE CONCAT('service=', h.service) END AS slice,
        SUM(h.requests) AS requests,
        SUM(h.failed) AS failed_requests
      FROM core.service_samples h
      WHERE h.quarter_no >= ${from_quarter_no} AND h.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS ((h.quarter_no), (h.quarter_no, h.service))
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
