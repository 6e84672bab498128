-- What one can subscribe to.
create table plan (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  model text not null check (model in ('svod', 'avod', 'freemium')),
  name_en text not null,
  name_zh text not null,
  term_months int not null check (term_months between 1 and 12),
  trial_days int not null check (trial_days between 0 and 90),
  sold boolean not null);

-- What it costs where, tax included. Nobody can subscribe where there is no price.
create table price (
  plan text not null references plan (id),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(19, 4) not null check (amount >= 0),
  tax_percent numeric(6, 3) not null check (tax_percent between 0 and 99),
  primary key (plan, country));

-- A person's agreement. Price and term are those of the day it was made; terms are counted from the anchor, so that one
-- begun on a 31st ends on the last day of a short month and on the 31st of a long one.
create table subscription (
  id uuid primary key,
  person uuid not null,
  plan text not null references plan (id),
  country text not null,
  currency text not null,
  amount numeric(19, 4) not null,
  tax_percent numeric(6, 3) not null,
  term_months int not null,
  trial_days int not null,
  state text not null check (state in ('incomplete', 'trial', 'active', 'past_due', 'expired')),
  anchor timestamptz not null,
  term int not null check (term >= 0),
  term_from timestamptz not null,
  term_until timestamptz not null,
  ending text,
  created timestamptz not null,
  version bigint not null);

-- Two at once would be charged twice.
create unique index subscription_one_of_a_person on subscription (person) where state <> 'expired';
create index subscription_by_person on subscription (person, created);
create index subscription_by_end on subscription (term_until) where state <> 'expired';

-- Who has had a trial already.
create table trial (
  person uuid primary key,
  subscription uuid not null references subscription (id));

-- One for each term that costs something.
create table invoice (
  id text primary key,
  subscription uuid not null references subscription (id),
  term int not null,
  currency text not null,
  amount numeric(19, 4) not null,
  tax numeric(19, 4) not null,
  state text not null check (state in ('open', 'paid', 'void')),
  issued timestamptz not null,
  paid timestamptz,
  unique (subscription, term));

create index invoice_open on invoice (issued) where state = 'open';

insert into plan (id, model, name_en, name_zh, term_months, trial_days, sold) values
  ('free', 'avod', 'Free with ads', '免费（含广告）', 1, 0, true),
  ('standard', 'svod', 'Standard', '标准会员', 1, 7, true),
  ('standard-yearly', 'svod', 'Standard for a year', '标准年度会员', 12, 7, true);

insert into price (plan, country, currency, amount, tax_percent) values
  ('free', 'US', 'USD', 0, 0), ('free', 'CN', 'CNY', 0, 0), ('free', 'DE', 'EUR', 0, 0),
  ('standard', 'US', 'USD', 9.99, 0), ('standard', 'CN', 'CNY', 25.00, 6), ('standard', 'DE', 'EUR', 9.99, 19),
  ('standard-yearly', 'US', 'USD', 99.00, 0), ('standard-yearly', 'CN', 'CNY', 238.00, 6),
  ('standard-yearly', 'DE', 'EUR', 99.00, 19);
