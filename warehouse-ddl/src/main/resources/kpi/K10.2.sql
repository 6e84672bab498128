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
-- measure: likes = likes
-- measure: favourites = favourites
-- Net of removals.
SELECT
  c.zone AS zone,
  c.day_no AS day_no,
  '' AS slice,
  COUNT(*) FILTER (WHERE i.kind = 'like.added') - COUNT(*) FILTER (WHERE i.kind = 'like.removed') AS likes,
  COUNT(*) FILTER (WHERE i.kind = 'favourite.added') - COUNT(*) FILTER (WHERE i.kind = 'favourite.removed') AS favourites
FROM core.interactions i
JOIN core.calendar c ON i.quarter_no = c.quarter_no
WHERE i.kind IN ('like.added', 'like.removed', 'favourite.added', 'favourite.removed')
  AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
  AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
GROUP BY c.zone, c.day_no
