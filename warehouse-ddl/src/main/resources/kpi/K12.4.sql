-- id: K12.4
-- zh: 转码效率
-- en: Transcoding efficiency
-- unit: media seconds per second; jobs
-- grain: hour, day
-- dimensions: codec
-- owner: delivery
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- measure: per_wall = media_millis / wall_millis
-- measure: per_cpu = media_millis / cpu_millis
-- measure: jobs = jobs
-- unit of: per_wall = media seconds per second
-- unit of: per_cpu = media seconds per second
-- unit of: jobs = jobs
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.media_millis) AS media_millis,
  SUM(x.wall_millis) AS wall_millis,
  SUM(x.cpu_millis) AS cpu_millis,
  SUM(x.jobs) AS jobs
FROM (
  SELECT
    t.quarter_no AS quarter_no,
    CASE WHEN GROUPING(t.codec) = 1 THEN '' ELSE CONCAT('codec=', t.codec) END AS slice,
    SUM(t.media_millis) AS media_millis,
    SUM(t.wall_millis) AS wall_millis,
    SUM(t.cpu_millis) AS cpu_millis,
    COUNT(*) AS jobs
  FROM core.transcodes t
  WHERE t.failure IS NULL
    AND t.quarter_no >= ${from_quarter_no} AND t.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((t.quarter_no), (t.quarter_no, t.codec))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
