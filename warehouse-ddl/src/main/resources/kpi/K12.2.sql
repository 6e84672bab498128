-- id: K12.2
-- zh: 带宽利用率
-- en: Bandwidth use
-- unit: share
-- grain: hour, day
-- dimensions: node
-- owner: delivery
-- direction: down
-- version: 1
-- reach: 0
-- live: all
-- alert: p95 above 0.9
-- measure: mean = sent_bits / possible_bits
-- measure: p95 = percentile(0.95, samples, use_edge_millis)
-- Of each sample of a minute; the percentile from the published buckets, in thousandths.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  x.use_edge_millis AS use_edge_millis,
  SUM(x.sent_bits) AS sent_bits,
  SUM(x.possible_bits) AS possible_bits,
  SUM(x.samples) AS samples
FROM (
  SELECT
    e.quarter_no AS quarter_no,
    CASE WHEN GROUPING(e.node) = 1 THEN '' ELSE CONCAT('node=', e.node) END AS slice,
    e.use_edge_millis AS use_edge_millis,
    SUM(CAST(e.sent_bytes AS DECIMAL(38, 0)) * 8) AS sent_bits,
    SUM(CAST(e.capacity_bits_per_second AS DECIMAL(38, 0)) * 60) AS possible_bits,
    COUNT(*) AS samples
  FROM core.edge_samples e
  WHERE e.quarter_no >= ${from_quarter_no} AND e.quarter_no < ${until_quarter_no}
  GROUP BY GROUPING SETS ((e.quarter_no, e.use_edge_millis), (e.quarter_no, e.use_edge_millis, e.node))
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice, x.use_edge_millis
