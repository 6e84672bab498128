-- id: K9.2
-- zh: 运营成本
-- en: Operating cost
-- unit: currency
-- grain: month
-- dimensions: -
-- owner: finance
-- direction: down
-- version: 1
-- reach: 0
-- alert: total rises 20%
-- measure: cdn = cdn_micros
-- measure: compute = compute_micros
-- measure: people = people_micros
-- measure: other = other_micros
-- measure: total = cdn_micros + compute_micros + people_micros + other_micros
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.cdn_micros) AS cdn_micros,
  SUM(x.compute_micros) AS compute_micros,
  SUM(x.people_micros) AS people_micros,
  SUM(x.other_micros) AS other_micros
FROM (
  SELECT
    k.quarter_no AS quarter_no,
    '' AS slice,
    SUM(CASE WHEN k.kind = 'cdn' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS cdn_micros,
    SUM(CASE WHEN k.kind = 'compute' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS compute_micros,
    SUM(CASE WHEN k.kind = 'people' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS people_micros,
    SUM(CASE WHEN k.kind = 'other' THEN CAST(k.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS other_micros
  FROM core.costs k
  WHERE k.reporting_micros IS NOT NULL AND k.kind IN ('cdn', 'compute', 'people', 'other')
    AND k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
  GROUP BY k.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
