-- id: K4.4
-- zh: 总收入
-- en: Total revenue
-- unit: currency
-- grain: day, month
-- dimensions: -
-- owner: finance
-- direction: up
-- version: 3
-- reach: 1100
-- live: subscription, transaction, ads, other, refunds, total
-- alert: total falls 20%
-- alert: total anomaly
-- measure: subscription = subscription_micros
-- measure: transaction = transaction_micros
-- measure: ads = ads_micros
-- measure: other = other_micros
-- measure: refunds = refunds_micros
-- measure: total = subscription_micros + transaction_micros + ads_micros + other_micros + refunds_micros
-- measure: mrr_new = mrr_new_micros
-- measure: mrr_reactivation = mrr_reactivation_micros
-- measure: mrr_expansion = mrr_expansion_micros
-- measure: mrr_contraction = mrr_contraction_micros
-- measure: mrr_churn = mrr_churn_micros
-- Net of tax, in the reporting currency by the rate of the day. Day k of a term of n days recognises floor(N*k/n) - floor(N*(k-1)/n) of a subscription
-- payment N: the rounded-down daily amount, and one more where the remainder r has grown past another whole: MOD(r*k, n) < r. Terms of up to 1100 days
-- (105600 quarter hours) are looked back for. Refunds: what went back, and what banks took, less what they gave back after all; money that came wrong and
-- never was told as captured is in no part. A term that a balance or a coupon met adds nothing: no payment is told of it, and a balance that was put there
-- instead of a refund was told with the payment that it came of. What gift cards were sold for is told by no fact, and in no part either. Movement of
-- recurring revenue: what 30 days bring, tax included, before and after each change of a person's subscriptions; one that rests brings nothing from when it
-- begins to rest (churn or contraction) until it goes on (reactivation or expansion). Ads earn as in K5.2.
SELECT
  x.zone AS zone,
  x.grain AS grain,
  x.period_no AS period_no,
  x.slice AS slice,
  SUM(x.subscription_micros) AS subscription_micros,
  SUM(x.transaction_micros) AS transaction_micros,
  SUM(x.ads_micros) AS ads_micros,
  SUM(x.other_micros) AS other_micros,
  SUM(x.refunds_micros) AS refunds_micros,
  SUM(x.mrr_new_micros) AS mrr_new_micros,
  SUM(x.mrr_reactivation_micros) AS mrr_reactivation_micros,
  SUM(x.mrr_expansion_micros) AS mrr_expansion_micros,
  SUM(x.mrr_contraction_micros) AS mrr_contraction_micros,
  SUM(x.mrr_churn_micros) AS mrr_churn_micros
FROM (
  SELECT
    u.zone AS zone,
    u.grain AS grain,
    u.period_no AS period_no,
    u.slice AS slice,
    u.subscription_micros AS subscription_micros,
    CAST(0 AS DECIMAL(38, 0)) AS transaction_micros,
    CAST(0 AS DECIMAL(38, 0)) AS ads_micros,
    CAST(0 AS DECIMAL(38, 0)) AS other_micros,
    CAST(0 AS DECIMAL(38, 0)) AS refunds_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_new_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_reactivation_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_expansion_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_contraction_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_churn_micros
  FROM (
    SELECT
      m.zone AS zone,
      m.grain AS grain,
      m.period_no AS period_no,
      '' AS slice,
      SUM(CAST(p.daily_micros + CASE
        WHEN MOD(p.daily_remainder_micros * (d.day_no - c.day_no + 1), p.term_days) < p.daily_remainder_micros THEN CAST(1 AS BIGINT)
        ELSE CAST(0 AS BIGINT)
      END AS DECIMAL(38, 0))) AS subscription_micros
    FROM core.payments p
    JOIN core.utc_days c ON p.term_quarter_no - MOD(p.term_quarter_no, 96) = c.utc_quarter_no
      AND p.term_quarter_no >= c.from_quarter_no AND p.term_quarter_no < c.until_quarter_no
    JOIN core.days d ON d.zone = c.zone AND d.day_no >= c.day_no AND d.day_no < c.day_no + p.term_days
    JOIN core.periods m ON m.zone = d.zone AND m.quarter_no = d.from_quarter_no
    WHERE p.kind = 'captured' AND p.purpose = 'subscription' AND p.reporting_micros IS NOT NULL
      AND m.grain IN (${grains})
      AND p.term_quarter_no >= ${from_quarter_no} - 105600 AND p.term_quarter_no < ${until_quarter_no}
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
    CAST(0 AS DECIMAL(38, 0)) AS subscription_micros,
    u.transaction_micros AS transaction_micros,
    CAST(0 AS DECIMAL(38, 0)) AS ads_micros,
    u.other_micros AS other_micros,
    u.refunds_micros AS refunds_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_new_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_reactivation_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_expansion_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_contraction_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_churn_micros
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.transaction_micros) AS transaction_micros,
      SUM(x.other_micros) AS other_micros,
      SUM(x.refunds_micros) AS refunds_micros
    FROM (
      SELECT
        p.quarter_no AS quarter_no,
        '' AS slice,
        SUM(CASE WHEN p.kind = 'captured' AND p.purpose = 'transaction' THEN CAST(p.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS transaction_micros,
        SUM(CASE WHEN p.kind = 'captured' AND p.purpose = 'other' THEN CAST(p.reporting_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS other_micros,
        SUM(CASE
          WHEN p.kind IN ('refund', 'chargeback') THEN CAST(-p.reporting_micros AS DECIMAL(38, 0))
          WHEN p.kind = 'chargeback_won' THEN CAST(p.reporting_micros AS DECIMAL(38, 0))
          ELSE CAST(0 AS DECIMAL(38, 0))
        END) AS refunds_micros
      FROM core.payments p
      WHERE p.reporting_micros IS NOT NULL
        AND p.quarter_no >= ${from_quarter_no} AND p.quarter_no < ${until_quarter_no}
      GROUP BY p.quarter_no
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
    CAST(0 AS DECIMAL(38, 0)) AS subscription_micros,
    CAST(0 AS DECIMAL(38, 0)) AS transaction_micros,
    u.ads_micros AS ads_micros,
    CAST(0 AS DECIMAL(38, 0)) AS other_micros,
    CAST(0 AS DECIMAL(38, 0)) AS refunds_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_new_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_reactivation_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_expansion_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_contraction_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS mrr_churn_micros
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.ads_micros) AS ads_micros
    FROM (
      SELECT
        i.quarter_no AS quarter_no,
        '' AS slice,
        SUM(CAST(i.reporting_micros AS DECIMAL(38, 0))) AS ads_micros
      FROM core.impressions i
      WHERE i.valid = TRUE AND i.reporting_micros IS NOT NULL
        AND i.quarter_no >= ${from_quarter_no} AND i.quarter_no < ${until_quarter_no}
      GROUP BY i.quarter_no
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
    CAST(NULL AS DECIMAL(38, 0)) AS subscription_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS transaction_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS ads_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS other_micros,
    CAST(NULL AS DECIMAL(38, 0)) AS refunds_micros,
    u.mrr_new_micros AS mrr_new_micros,
    u.mrr_reactivation_micros AS mrr_reactivation_micros,
    u.mrr_expansion_micros AS mrr_expansion_micros,
    u.mrr_contraction_micros AS mrr_contraction_micros,
    u.mrr_churn_micros AS mrr_churn_micros
  FROM (
    SELECT
      c.zone AS zone,
      c.grain AS grain,
      c.period_no AS period_no,
      x.slice AS slice,
      SUM(x.mrr_new_micros) AS mrr_new_micros,
      SUM(x.mrr_reactivation_micros) AS mrr_reactivation_micros,
      SUM(x.mrr_expansion_micros) AS mrr_expansion_micros,
      SUM(x.mrr_contraction_micros) AS mrr_contraction_micros,
      SUM(x.mrr_churn_micros) AS mrr_churn_micros
    FROM (
      SELECT
        k.quarter_no AS quarter_no,
        '' AS slice,
        SUM(CASE WHEN k.kind = 'new' THEN CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS mrr_new_micros,
        SUM(CASE WHEN k.kind = 'reactivation' THEN CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS mrr_reactivation_micros,
        SUM(CASE WHEN k.kind = 'expansion' THEN CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS mrr_expansion_micros,
        SUM(CASE WHEN k.kind = 'contraction' THEN CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS mrr_contraction_micros,
        SUM(CASE WHEN k.kind = 'churn' THEN CAST(k.after_micros - k.before_micros AS DECIMAL(38, 0)) ELSE CAST(0 AS DECIMAL(38, 0)) END) AS mrr_churn_micros
      FROM core.mrr_changes k
      WHERE k.quarter_no >= ${from_quarter_no} AND k.quarter_no < ${until_quarter_no}
      GROUP BY k.quarter_no
    ) x
    JOIN core.periods c ON x.quarter_no = c.quarter_no
    WHERE c.grain IN (${grains})
      AND c.quarter_no >= ${from_quarter_no} AND c.quarter_no < ${until_quarter_no}
    GROUP BY c.zone, c.grain, c.period_no, x.slice
  ) u
) x
GROUP BY x.zone, x.grain, x.period_no, x.slice
