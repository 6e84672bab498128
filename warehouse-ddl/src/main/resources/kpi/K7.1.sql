-- id: K7.1
-- zh: NPS 与满意度
-- en: NPS and CSAT
-- unit: points; share
-- grain: month
-- dimensions: -
-- owner: support
-- direction: up
-- version: 1
-- reach: 0
-- measure: nps = 100 * (promoters - detractors) / nps_answers
-- measure: nps_low = lower(promoters, detractors, nps_answers)
-- measure: nps_high = upper(promoters, detractors, nps_answers)
-- measure: csat = satisfied / csat_answers
-- measure: csat_low = lower(satisfied, csat_answers)
-- measure: csat_high = upper(satisfied, csat_answers)
-- unit of: nps = points
-- unit of: nps_low = points
-- unit of: nps_high = points
-- unit of: csat = share
-- unit of: csat_low = share
-- unit of: csat_high = share
-- Low and high are the ends of the 95 % interval: of the difference of two shares for NPS, Wilson's for CSAT.
SELECT
  c.zone AS zone,
  c.grain AS grain,
  c.period_no AS period_no,
  x.slice AS slice,
  SUM(x.nps_answers) AS nps_answers,
  SUM(x.promoters) AS promoters,
  SUM(x.detractors) AS detractors,
  SUM(x.csat_answers) AS csat_answers,
  SUM(x.satisfied) AS satisfied
FROM (
  SELECT
    s.quarter_no AS quarter_no,
    '' AS slice,
    COUNT(*) FILTER (WHERE s.kind = 'nps') AS nps_answers,
    COUNT(*) FILTER (WHERE s.kind = 'nps' AND s.score >= 9) AS promoters,
    COUNT(*) FILTER (WHERE s.kind = 'nps' AND s.score <= 6) AS detractors,
    COUNT(*) FILTER (WHERE s.kind = 'csat') AS csat_answers,
    COUNT(*) FILTER (WHERE s.kind = 'csat' AND s.score >= 4) AS satisfied
  FROM core.surveys s
  WHERE s.quarter_no >= ${from_quarter_no} AND s.quarter_no < ${until_quarter_no}
  GROUP BY s.quarter_no
) x
JOIN core.periods c ON x.quarter_no = c.quarter_no
WHERE c.grain IN (${grains})
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
GROUP BY c.zone, c.grain, c.period_no, x.slice
