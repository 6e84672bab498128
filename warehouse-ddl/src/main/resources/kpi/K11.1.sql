-- id: K11.1
-- zh: 活动投资回报
-- en: Campaign ROI
-- unit: share
-- grain: campaign
-- dimensions: campaign
-- owner: marketing
-- direction: up
-- version: 1
-- reach: -1100..0
-- measure: roi = (margin_micros - spend_micros) / spend_micros
-- measure: incremental_roi = (treated_micros - holdout_micros * treated / holdout - spend_micros) / spend_micros
-- Margin: what the people credited to it by their last click paid, less what went back, net of tax, in 90 days. Incremental: what the people treated brought
-- beyond what as many of those held out did. A campaign belongs to the day of its first spend.
SELECT
  c.zone AS zone,
  'campaign' AS grain,
  c.period_no AS period_no,
  CONCAT('campaign=', s.campaign) AS slice,
  s.spend_micros AS spend_micros,
  COALESCE(m.margin_micros, CAST(0 AS DECIMAL(38, 0))) AS margin_micros,
  m.treated_micros AS treated_micros,
  m.holdout_micros AS holdout_micros,
  m.treated AS treated,
  m.holdout AS holdout
FROM (
  SELECT k.campaign AS campaign, MIN(k.quarter_no) AS quarter_no, SUM(CAST(k.reporting_micros AS DECIMAL(38, 0))) AS spend_micros
  FROM core.costs k
  WHERE k.kind = 'spend'
  GROUP BY k.campaign
) s
LEFT JOIN (
  SELECT
    p.campaign AS campaign,
    SUM(CASE WHEN p.role = 'attributed' THEN CAST(p.margin_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS margin_micros,
    SUM(CASE WHEN p.role = 'treated' THEN CAST(p.margin_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS treated_micros,
    SUM(CASE WHEN p.role = 'holdout' THEN CAST(p.margin_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS holdout_micros,
    COUNT(*) FILTER (WHERE p.role = 'treated') AS treated,
    COUNT(*) FILTER (WHERE p.role = 'holdout') AS holdout
  FROM core.campaign_people p
  GROUP BY p.campaign
) m ON m.campaign = s.campaign
JOIN core.periods c ON s.quarter_no = c.quarter_no
WHERE c.grain = 'day'
  AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
