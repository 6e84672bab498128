-- id: K11.2
-- zh: 渠道转化率
-- en: Channel conversion
-- unit: share
-- grain: week
-- dimensions: channel
-- owner: marketing
-- direction: up
-- version: 1
-- reach: 0
-- measure: last_click = attributed / visits
-- People whose payment is credited to a channel by their last click, over visits by it.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.visits) AS visits,
  SUM(x.attributed) AS attributed
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.visits AS visits,
    CAST(0 AS BIGINT) AS attributed
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.visits) AS visits
    FROM (
      SELECT
        v.quarter_no AS quarter_no,
        CASE WHEN GROUPING(v.channel) = 1 THEN '' ELSE CONCAT('channel=', v.channel) END AS slice,
        COUNT(*) AS visits
      FROM core.touches v
      WHERE v.kind = 'visit'
        AND v.quarter_no >= ${from_quarter_no} AND v.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS ((v.quarter_no), (v.quarter_no, v.channel))
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
    CAST(NULL AS BIGINT) AS visits,
    COUNT(*) AS attributed
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, '' AS slice, v.person AS person
    FROM core.touches v
    JOIN core.periods c ON v.quarter_no = c.quarter_no
    WHERE v.kind = 'paying' AND v.model = 'last-click' AND v.person IS NOT NULL
      AND c.grain IN (${grains})
      AND v.quarter_no >= ${from_quarter_no} AND v.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) u
  GROUP BY u.zone, u.grain, u.period_no, u.slice
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS visits,
    COUNT(*) AS attributed
  FROM (
    SELECT DISTINCT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, CONCAT('channel=', v.channel) AS slice, v.person AS person
    FROM core.touches v
    JOIN core.periods c ON v.quarter_no = c.quarter_no
    WHERE v.kind = 'paying' AND v.model = 'last-click' AND v.person IS NOT NULL
      AND c.grain IN (${grains})
      AND v.quarter_no >= ${from_quarter_no} AND v.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  ) u
  GROUP BY u.zone, u.grain, u.period_no, u.slice
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
