-- Ads that somebody saw or followed, for as long as a conversion may be owed to them.
create table touch (
  impression uuid primary key,
  advertiser text not null,
  person uuid,
  shown timestamptz not null,
  clicked timestamptz);
create index on touch (person, advertiser, shown desc) where person is not null;
create index on touch (shown);

-- What bidders and advertisers counted themselves, to be held against what we counted.
create table told_count (
  day date not null,
  line_item text not null,
  teller text not null,
  impressions bigint not null check (impressions >= 0),
  clicks bigint not null check (clicks >= 0),
  told timestamptz not null,
  primary key (day, line_item, teller));
