-- id: K1.1
-- zh: 内容库规模
-- en: Library size
-- unit: titles; hours
-- grain: day
-- dimensions: type, territory
-- owner: content
-- direction: up
-- version: 1
-- reach: all
-- filter: films, episodes, tracks and podcasts
-- alert: titles falls 5%
-- measure: titles = titles
-- measure: runtime_hours = runtime_millis / 3600
-- unit of: titles = titles
-- unit of: runtime_hours = hours
-- Titles published and licensed at the end of the day, to the quarter hour; an episode also by a licence for its series. A territory counts what is licensed
-- there or everywhere; territory=* what is licensed everywhere.
SELECT
  y.zone AS zone,
  'day' AS grain,
  y.period_no AS period_no,
  y.slice AS slice,
  COUNT(*) AS titles,
  SUM(y.runtime_millis) AS runtime_millis
FROM (
  SELECT
    d.zone AS zone,
    d.from_quarter_no AS period_no,
    s.slice AS slice,
    s.title AS title,
    MAX(s.runtime_millis) AS runtime_millis,
    MAX(CASE WHEN s.exclusive = TRUE THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS exclusive
  FROM (
    SELECT '' AS slice, o.title AS title, o.runtime_millis AS runtime_millis, o.exclusive AS exclusive,
      o.from_quarter_no AS from_quarter_no, o.until_quarter_no AS until_quarter_no
    FROM core.offers o
    UNION ALL
    SELECT CONCAT('type=', o.kind) AS slice, o.title AS title, o.runtime_millis AS runtime_millis, o.exclusive AS exclusive,
      o.from_quarter_no AS from_quarter_no, o.until_quarter_no AS until_quarter_no
    FROM core.offers o
    UNION ALL
    SELECT CONCAT('territory=', t.territory) AS slice, o.title AS title, o.runtime_millis AS runtime_millis, o.exclusive AS exclusive,
      o.from_quarter_no AS from_quarter_no, o.until_quarter_no AS until_quarter_no
    FROM core.offers o
    JOIN (SELECT DISTINCT territory AS territory FROM core.offers) t ON o.territory = t.territory OR o.territory = '*'
  ) s
  JOIN core.days d ON s.from_quarter_no < d.until_quarter_no AND s.until_quarter_no >= d.until_quarter_no
  WHERE d.day_no >= ${from_day_no} AND d.day_no <= ${to_day_no} AND d.from_quarter_no <= ${last_quarter_no}
  GROUP BY d.zone, d.from_quarter_no, s.slice, s.title
) y
GROUP BY y.zone, y.period_no, y.slice
