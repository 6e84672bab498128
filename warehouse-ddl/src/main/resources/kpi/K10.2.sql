-- id: K10.2
-- zh: 点赞与收藏
-- en: Likes and favourites
-- unit: actions
-- grain: day
-- dimensions: -
-- owner: community
-- direction: up
-- version: 1
-- reach: 0
-- live: all
-- measure: likes = likes
-- measure: favourites = favourites
-- Net of removals.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.likes) AS likes,
  SUM(x.favourites) AS favourites
FROM (
  SELECT
    i.quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) FILTER (WHERE i.kind = 'like.added') - COUNT(*) FILTER (WHERE i.kind = 'like.removed') AS likes,
    COUNT(*) FILTER (WHERE i.kind = 'favourite.added') - COUNT(*) FILTER (WHERE i.kind = 'favourite.removed') AS favourites
  FROM core.interactions i
  WHERE i.kind IN ('like.added', 'like.removed', 'favourite.added', 'favourite.removed')
    AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
  GROUP BY i.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
