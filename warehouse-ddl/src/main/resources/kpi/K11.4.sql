-- id: K11.4
-- zh: 首次观看分布
-- en: First watch
-- unit: share
-- grain: week
-- dimensions: type, genre
-- owner: content
-- direction: up
-- version: 1
-- reach: -29..1
-- filter: first qualified plays, from a day before registration to 28 days after
-- measure: share = people / all_people
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  x.people AS people,
  t.all_people AS all_people
FROM (
  SELECT
    c.zone AS zone,
    c.grain AS grain,
    c.period_no AS period_no,
    CASE WHEN GROUPING(f.first_play_kind) = 0 THEN CONCAT('type=', f.first_play_kind) ELSE CONCAT('genre=', f.first_play_genre) END AS slice,
    COUNT(*) AS people
  FROM core.people f
  JOIN core.periods c ON f.first_play_quarter_no = c.quarter_no
  WHERE c.grain IN (${grains})
    AND f.first_play_quarter_no >= ${from_quarter_no} AND f.first_play_quarter_no < ${until_quarter_no}
    AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((c.zone, c.grain, c.period_no, f.first_play_kind), (c.zone, c.grain, c.period_no, f.first_play_genre))
) x
JOIN (
  SELECT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, COUNT(*) AS all_people
  FROM core.people f
  JOIN core.periods c ON f.first_play_quarter_no = c.quarter_no
  WHERE c.grain IN (${grains})
    AND f.first_play_quarter_no >= ${from_quarter_no} AND f.first_play_quarter_no < ${until_quarter_no}
    AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
  GROUP BY c.zone, c.grain, c.period_no
) t ON t.zone = x.zone AND t.grain = x.grain AND t.period_no = x.period_no
