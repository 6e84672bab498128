-- id: K5.4
-- zh: 广告收入占比
-- en: Advertising share of revenue
-- unit: share
-- grain: day, month
-- dimensions: -
-- owner: advertising
-- direction: up
-- version: 1
-- reach: 1100
-- measure: share = ads_micros / total_micros
-- Of the total of K4.4.
SELECT
  r.zone AS zone,
  r.grain AS grain,
  r.period_no AS period_no,
  r.slice AS slice,
  r.ads_micros AS ads_micros,
  r.subscription_micros + r.transaction_micros + r.ads_micros + r.other_micros + r.refunds_micros AS total_micros
FROM (
${K4.4}
) r
