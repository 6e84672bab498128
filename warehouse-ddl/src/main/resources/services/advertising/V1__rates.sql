-- What a currency is worth on a day. Prices of auctions are compared by the newest rate that is not of a later day.
create table rate (
  day date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  per_euro numeric(20, 8) not null check (per_euro > 0),
  primary key (currency, day));
