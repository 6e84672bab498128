-- id: K4.4
-- zh: 总收入
-- en: Total revenue
-- unit: currency
-- grain: day
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 1
-- reach: 1100
-- measure: subscription = subscription_micros
-- measure: transaction = transaction_micros
-- measure: ads = ads_micros
-- measure: other = other_micros
-- measure: refunds = refunds_micros
-- measure: total = total_micros
-- Net of tax, in the reporting currency. Day k of a term of n days recognises floor(N*k/n) - floor(N*(k-1)/n) of a subscription payment N: the rounded-down daily amount,
-- and one more where the remainder r has grown past another whole: MOD(r*k, n) < r. Terms of up to 1100 days (105600 quarter hours) are looked back for.
SELECT
  x.zone AS zone,
  x.day_no AS day_no,
  '' AS slice,
  CAST(SUM(x.subscription_micros) AS DECIMAL(38, 0)) AS subscription_micros,
  CAST(SUM(x.transaction_micros) AS DECIMAL(38, 0)) AS transaction_micros,
  CAST(SUM(x.ads_micros) AS DECIMAL(38, 0)) AS ads_micros,
  CAST(SUM(x.other_micros) AS DECIMAL(38, 0)) AS other_micros,
  CAST(SUM(x.refunds_micros) AS DECIMAL(38, 0)) AS refunds_micros,
  CAST(SUM(x.subscription_micros + x.transaction_micros + x.ads_micros + x.other_micros + x.refunds_micros) AS DECIMAL(38, 0)) AS total_micros
FROM (
  SELECT
    d.zone AS zone,
    d.day_no AS day_no,
    p.daily_micros + CASE
      WHEN MOD(p.daily_remainder_micros * (d.day_no - c.day_no + 1), p.term_days) < p.daily_remainder_micros THEN CAST(1 AS BIGINT)
      ELSE CAST(0 AS BIGINT)
    END AS subscription_micros,
    CAST(0 AS BIGINT) AS transaction_micros,
    CAST(0 AS BIGINT) AS ads_micros,
    CAST(0 AS BIGINT) AS other_micros,
    CAST(0 AS BIGINT) AS refunds_micros
  FROM core.payments p
  JOIN core.calendar c ON p.term_quarter_no = c.quarter_no
  JOIN core.days d ON d.zone = c.zone AND d.day_no >= c.day_no AND d.day_no < c.day_no + p.term_days
  WHERE p.kind = 'captured' AND p.purpose = 'subscription' AND p.reporting_micros IS NOT NULL
    AND p.term_quarter_no >= ${from_quarter_no} - 105600 AND p.term_quarter_no < ${until_quarter_no}
    AND c.quarter_no >= ${from_quarter_no} - 105600 AND c.quarter_no < ${until_quarter_no}
    AND d.day_no >= ${from_day_no} AND d.day_no <= ${to_day_no}
  UNION ALL
  SELECT
    c.zone AS zone,
    c.day_no AS day_no,
    CAST(0 AS BIGINT) AS subscription_micros,
    CASE WHEN p.kind = 'captured' AND p.purpose = 'transaction' THEN p.reporting_micros ELSE CAST(0 AS BIGINT) END AS transaction_micros,
    CAST(0 AS BIGINT) AS ads_micros,
    CASE WHEN p.kind = 'captured' AND p.purpose = 'other' THEN p.reporting_micros ELSE CAST(0 AS BIGINT) END AS other_micros,
    CASE WHEN p.kind IN ('refund', 'chargeback') THEN -p.reporting_micros ELSE CAST(0 AS BIGINT) END AS refunds_micros
  FROM core.payments p
  JOIN core.calendar c ON p.quarter_no = c.quarter_no
  WHERE p.reporting_micros IS NOT NULL
    AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
    AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
  UNION ALL
  SELECT
    c.zone AS zone,
    c.day_no AS day_no,
    CAST(0 AS BIGINT) AS subscription_micros,
    CAST(0 AS BIGINT) AS transaction_micros,
    i.reporting_micros AS ads_micros,
    CAST(0 AS BIGINT) AS other_micros,
    CAST(0 AS BIGINT) AS refunds_micros
  FROM core.impressions i
  JOIN core.calendar c ON i.quarter_no = c.quarter_no
  WHERE i.valid = TRUE AND i.reporting_micros IS NOT NULL
    AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
    AND c.day_no >= ${from_day_no} AND c.day_no <= ${to_day_no}
) x
GROUP BY x.zone, x.day_no
