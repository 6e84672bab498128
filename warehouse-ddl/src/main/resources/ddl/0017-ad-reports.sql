-- What came of ads, by line item and hour, as the stream tells it within seconds (contracts.ads) and the night settles it.

ALTER TABLE core.impressions ADD COLUMNS (
  first_quartile BOOLEAN COMMENT 'True if it was seen to a quarter; null in rows made before there was such a column.',
  midpoint BOOLEAN COMMENT 'True if it was seen to the middle.',
  third_quartile BOOLEAN COMMENT 'True if it was seen to three quarters.',
  complete BOOLEAN COMMENT 'True if it was seen to the end.',
  conversions BIGINT COMMENT 'What it led to, as its advertiser reported it, whenever that was.'
);

CREATE TABLE IF NOT EXISTS mart.ad_reports (
  day DATE COMMENT 'UTC day of the hour.',
  hour TIMESTAMP COMMENT 'First instant of the hour in which ads began to show, or breaks asked and slots were filled.',
  placement STRING COMMENT 'pre-roll, mid-roll, post-roll or display.',
  advertiser STRING COMMENT 'Who pays; empty for breaks that asked for ads.',
  line_item STRING COMMENT 'Line item; empty for breaks that asked for ads.',
  creative STRING COMMENT 'Creative; empty for breaks that asked for ads.',
  currency STRING COMMENT 'ISO 4217 code of the revenue; empty where slots asked for and filled are counted.',
  requested BIGINT COMMENT 'Slots asked for.',
  filled BIGINT COMMENT 'Slots filled.',
  impressions BIGINT COMMENT 'Ads that began to show, the invalid among them.',
  valid_impressions BIGINT COMMENT 'Those not found invalid, whenever that was.',
  first_quartile BIGINT COMMENT 'Valid ones seen to a quarter.',
  midpoint BIGINT COMMENT 'Valid ones seen to the middle.',
  third_quartile BIGINT COMMENT 'Valid ones seen to three quarters.',
  complete BIGINT COMMENT 'Valid ones seen to the end.',
  viewable BIGINT COMMENT 'Valid ones that could be seen.',
  clicks BIGINT COMMENT 'All that were followed.',
  valid_clicks BIGINT COMMENT 'Valid ones that were followed.',
  conversions BIGINT COMMENT 'What valid ones led to, as advertisers reported it.',
  revenue_micros BIGINT COMMENT 'What all earned, millionths of the currency unit.',
  valid_revenue_micros BIGINT COMMENT 'What valid ones earned.',
  people_sketch BINARY COMMENT 'Sketch of who saw any; sketches can be joined (contracts.ads.PeopleSketch).',
  reach BIGINT COMMENT 'How many that are: exact to 256, then estimated with a standard error of 2.3 percent.'
) USING iceberg PARTITIONED BY (day) COMMENT 'What came of ads by hour, placement, line item and creative.';
