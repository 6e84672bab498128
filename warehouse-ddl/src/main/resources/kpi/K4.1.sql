-- id: K4.1
-- zh: 付费用户数
-- en: Paying subscribers
-- unit: people
-- grain: day
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 1
-- reach: all
-- live: all
-- alert: paid falls 2%
-- measure: paid = paid
-- measure: trial = trial
-- measure: grace = grace
-- The person's latest change before the end of the day holds, if it has not run out by then.
SELECT
  d.zone AS zone,
  'day' AS grain,
  d.from_quarter_no AS period_no,
  '' AS slice,
  COUNT(*) FILTER (WHERE e.state = 'paid') AS paid,
  COUNT(*) FILTER (WHERE e.state = 'trial') AS trial,
  COUNT(*) FILTER (WHERE e.state = 'grace') AS grace
FROM core.entitlements e
JOIN core.days d
  ON e.quarter_no < d.until_quarter_no
  AND (e.superseded_quarter_no IS NULL OR e.superseded_quarter_no >= d.until_quarter_no)
  AND (e.last_quarter_no IS NULL OR e.last_quarter_no >= d.until_quarter_no)
WHERE d.day_no >= ${from_day_no} AND d.day_no <= ${to_day_no}
GROUP BY d.zone, d.from_quarter_no
