-- id: K9.1
-- zh: 内容成本
-- en: Content cost
-- unit: currency
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: down
-- version: 1
-- reach: all
-- alert: total rises 20%
-- measure: licence = licence_micros
-- measure: royalties = royalties_micros
-- measure: production = production_micros
-- measure: total = licence_micros + royalties_micros + production_micros
-- A licence fee is written off in equal parts over the days of its window, the rounding carried along as in K4.4, whatever becomes of the licence.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.licence_micros) AS licence_micros,
  SUM(x.royalties_micros) AS royalties_micros,
  SUM(x.production_micros) AS production_micros
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.licence_micros AS licence_micros,
    CAST(0 AS DECIMAL(38, 0)) AS royalties_micros,
    CAST(0 AS DECIMAL(38, 0)) AS production_micros
  FROM (
    SELECT
      m.zone AS zone,
      m.grain AS grain,
      m.period_no AS period_no,
      '' AS slice,
      SUM(CAST(l.daily_micros + CASE
        WHEN MOD(l.daily_remainder_micros * (d.day_no - c.day_no + 1), l.term_days) < l.daily_remainder_micros THEN CAST(1 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END AS DECIMAL(38, 0))) AS licence_micros
    FROM core.licences l
    JOIN core.utc_days c ON l.term_quarter_no - MOD(l.term_quarter_no, 96) = c.utc_quarter_no
      AND l.term_quarter_no >= c.from_quarter_no AND l.term_quarter_no < c.until_quarter_no
    JOIN core.days d ON d.zone = c.zone AND d.day_no >= c.day_no AND d.day_no < c.day_no + l.term_days
    JOIN core.periods m ON m.zone = d.zone AND m.quarter_no = d.from_quarter_no
    WHERE l.reporting_micros IS NOT NULL
      AND m.grain IN (${grains})
      AND d.day_no >= ${from_day_no} AND d.day_no <= ${to_day_no} AND d.from_quarter_no <= ${last_quarter_no}
      AND m.quarter_no >= ${from_quarter_no} AND m.quarter_no < ${until_quarter_no}
    GROUP BY m.zone, m.grain, m.period_no
  ) u
  UNION ALL
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    CAST(0 AS DECIMAL(38, 0)) AS licence_micros,
    u.royalties_micros AS royalties_micros,
    u.production_micros AS production_micros
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.royalties_micros) AS royalties_micros,
      SUM(x.production_micros) AS production_micros
    FROM (
      SELECT
        k.quarter_no AS quarter_no,
        '' AS slice,
        SUM(CASE WHEN k.kind = 'royalty' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS royalties_micros,
        SUM(CASE WHEN k.kind = 'production' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS production_micros
      FROM core.costs k
      WHERE k.reporting_micros IS NOT NULL AND k.kind IN ('royalty', 'production')
        AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
      GROUP BY k.quarter_no
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
