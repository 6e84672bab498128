-- id: K7.4
-- zh: 推荐准确率
-- en: Recommendation accuracy
-- unit: share
-- grain: day
-- dimensions: model
-- owner: personalisation
-- direction: up
-- version: 1
-- reach: all
-- filter: lists for people we may know
-- alert: accuracy falls 15%
-- measure: accuracy = hits / shown
-- measure: weighted = hit_weight_micros / weight_micros
-- measure: coverage = titles_shown / library
-- measure: ndcg_at_10 = value_micros / evaluations
-- Of the titles of lists given out on the day, those of which the person began a play within 7 days that reached 70 %, or which they liked. Weighted: each title
-- by one over the propensity with which it was shown, an estimate of what showing all alike would bring. Coverage: of the library of K1.1.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.shown) AS shown,
  SUM(x.hits) AS hits,
  SUM(x.weight_micros) AS weight_micros,
  SUM(x.hit_weight_micros) AS hit_weight_micros,
  SUM(x.titles_shown) AS titles_shown,
  SUM(x.library) AS library,
  SUM(x.value_micros) AS value_micros,
  SUM(x.evaluations) AS evaluations
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.shown AS shown,
    u.hits AS hits,
    u.weight_micros AS weight_micros,
    u.hit_weight_micros AS hit_weight_micros,
    CAST(NULL AS BIGINT) AS titles_shown,
    CAST(NULL AS BIGINT) AS library,
    CAST(NULL AS DECIMAL(38, 0)) AS value_micros,
    CAST(NULL AS BIGINT) AS evaluations
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.shown) AS shown,
      SUM(x.hits) AS hits,
      SUM(x.weight_micros) AS weight_micros,
      SUM(x.hit_weight_micros) AS hit_weight_micros
    FROM (
      SELECT
        r.quarter_no AS quarter_no,
        CASE WHEN GROUPING(r.model) = 1 THEN '' ELSE CONCAT('model=', r.model) END AS slice,
        COUNT(*) AS shown,
        COUNT(*) FILTER (WHERE r.hit = TRUE) AS hits,
        SUM(CAST(r.weight_micros AS DECIMAL(38, 0))) AS weight_micros,
        SUM(CASE WHEN r.hit = TRUE THEN CAST(r.weight_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS hit_weight_micros
      FROM core.recommendations r
      WHERE r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS ((r.quarter_no), (r.quarter_no, r.model))
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
    CAST(NULL AS BIGINT) AS shown,
    CAST(NULL AS BIGINT) AS hits,
    CAST(NULL AS DECIMAL(38, 0)) AS weight_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS hit_weight_micros,
    u.titles_shown AS titles_shown,
    CAST(NULL AS BIGINT) AS library,
    CAST(NULL AS DECIMAL(38, 0)) AS value_micros,
    CAST(NULL AS BIGINT) AS evaluations
  FROM (
    SELECT c.zone AS zone, c.grain AS grain, c.period_no AS period_no, '' AS slice, COUNT(DISTINCT r.title) AS titles_shown
    FROM core.recommendations r
    JOIN core.periods c ON r.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND r.quarter_no >= ${from_quarter_no} AND r.quarter_no < ${until_quarter_no}
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS shown,
    CAST(NULL AS BIGINT) AS hits,
    CAST(NULL AS DECIMAL(38, 0)) AS weight_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS hit_weight_micros,
    CAST(NULL AS BIGINT) AS titles_shown,
    CASE WHEN u.slice = '' THEN u.titles END AS library,
    CAST(NULL AS DECIMAL(38, 0)) AS value_micros,
    CAST(NULL AS BIGINT) AS evaluations
  FROM (
    ${K1.1}
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(NULL AS BIGINT) AS shown,
    CAST(NULL AS BIGINT) AS hits,
    CAST(NULL AS DECIMAL(38, 0)) AS weight_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS hit_weight_micros,
    CAST(NULL AS BIGINT) AS titles_shown,
    CAST(NULL AS BIGINT) AS library,
    u.value_micros AS value_micros,
    u.evaluations AS evaluations
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.value_micros) AS value_micros,
      SUM(x.evaluations) AS evaluations
    FROM (
      SELECT
        e.quarter_no AS quarter_no,
        CASE WHEN GROUPING(e.model) = 1 THEN '' ELSE CONCAT('model=', e.model) END AS slice,
        SUM(CAST(e.value_micros AS DECIMAL(38, 0))) AS value_micros,
        COUNT(*) AS evaluations
      FROM core.evaluations e
      WHERE e.metric = 'ndcg_at_10'
        AND e.quarter_no >= ${from_quarter_no} AND e.quarter_no < ${until_quarter_no}
      GROUP BY GROUPING SETS ((e.quarter_no), (e.quarter_no, e.model))
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
