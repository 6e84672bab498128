-- How many people one subscription serves, its owner included; and how many days before a term begins its payer hears of it.
alter table plan
  add column seats int not null default 1 check (seats between 1 and 10),
  add column remind_days int[] not null default '{}';

update plan set remind_days = '{30,7}' where term_months = 12;

insert into plan (id, model, name_en, name_zh, term_months, trial_days, sold, seats, remind_days) values
  ('premium', 'svod', 'Premium', '高级会员', 1, 0, true, 1, '{}'),
  ('family', 'svod', 'Family', '家庭会员', 1, 0, true, 5, '{}');

insert into price (plan, country, currency, amount, tax_percent) values
  ('premium', 'US', 'USD', 15.99, 0), ('premium', 'CN', 'CNY', 40.00, 6), ('premium', 'DE', 'EUR', 15.99, 19),
  ('family', 'US', 'USD', 19.99, 0), ('family', 'CN', 'CNY', 50.00, 6), ('family', 'DE', 'EUR', 19.99, 19);

-- Term n begins (n - 1) terms and the shift after the anchor: rests and other lengths shift what follows, and the day of the
-- month stays that of the anchor.
alter table subscription
  add column shift_months int not null default 0,
  add column pause_months int not null default 0 check (pause_months between 0 and 3),
  add column ended timestamptz,
  drop constraint subscription_state_check,
  add constraint subscription_state_check
    check (state in ('incomplete', 'trial', 'active', 'past_due', 'paused', 'expired'));

create index subscription_by_plan on subscription (plan, state, term_until) where state in ('trial', 'active', 'paused');
create index subscription_late on subscription (id) where state = 'past_due';
create index subscription_by_its_end on subscription (ended) where ended is not null;

-- What an invoice is for, whom it is numbered for, and how it is met. What is taken from the payer's balance is not part of the amount.
alter table invoice
  drop constraint invoice_subscription_term_key,
  add column kind text not null default 'term' check (kind in ('term', 'proration')),
  add column number text unique,
  add column country text,
  add column term_from timestamptz,
  add column term_until timestamptz,
  -- What the time from..until is worth to the payer: total and what was credited for an agreement before.
  add column worth numeric(19, 4),
  add column balance numeric(19, 4) not null default 0 check (balance >= 0),
  add column balance_tax numeric(19, 4) not null default 0 check (balance_tax >= 0),
  add constraint invoice_not_negative check (amount >= 0 and tax >= 0 and tax <= amount);

create unique index invoice_of_a_term on invoice (subscription, term) where kind = 'term';
create index invoice_by_subscription on invoice (subscription, issued);

-- The last number of each series: one a year of each country and kind of document. Who takes the next waits for who took the
-- one before, so none is missing and none is twice.
create table series (
  series text not null check (series ~ '^[A-Z]{2}(-C)?$'),
  year int not null,
  last bigint not null check (last > 0),
  primary key (series, year));

-- What an invoice is made of; they sum to amount and balance.
create table invoice_line (
  invoice text not null references invoice (id),
  line int not null,
  what text not null check (what in ('plan', 'unused', 'discount')),
  plan text not null references plan (id),
  name_en text not null,
  name_zh text not null,
  term_from timestamptz not null,
  term_until timestamptz not null,
  net numeric(19, 4) not null,
  tax numeric(19, 4) not null,
  primary key (invoice, line));

update invoice i set
  country = s.country,
  term_from = (s.anchor at time zone 'UTC' + make_interval(months => s.term_months * (i.term - 1))) at time zone 'UTC',
  term_until = (s.anchor at time zone 'UTC' + make_interval(months => s.term_months * i.term)) at time zone 'UTC',
  worth = i.amount
from subscription s where s.id = i.subscription;

update invoice i set number = n.number
from (
  select id, country || '-' || year || '-' || lpad(row_number() over (partition by country, year order by issued, id)::text, 6, '0')
    as number
  from (select id, country, issued, extract(year from issued at time zone 'UTC')::int as year from invoice) as dated) as n
where n.id = i.id;

insert into series
select country, extract(year from issued at time zone 'UTC')::int, count(*) from invoice group by 1, 2;

insert into invoice_line
select i.id, 1, 'plan', p.id, p.name_en, p.name_zh, i.term_from, i.term_until, i.amount - i.tax, i.tax
from invoice i join subscription s on s.id = i.subscription join plan p on p.id = s.plan;

alter table invoice
  alter column number set not null,
  alter column country set not null,
  alter column term_from set not null,
  alter column term_until set not null,
  alter column worth set not null;

-- Another plan that somebody has asked for: with the next term, or as soon as it is paid.
create table change (
  id uuid primary key,
  subscription uuid not null references subscription (id),
  state text not null check (state in ('planned', 'unpaid', 'done', 'withdrawn')),
  from_plan text not null references plan (id),
  plan text not null references plan (id),
  currency text not null,
  amount numeric(19, 4) not null,
  tax_percent numeric(6, 3) not null,
  term_months int not null,
  -- Whether a new term begins with it.
  fresh boolean not null,
  at timestamptz not null,
  invoice text references invoice (id),
  made timestamptz not null,
  check ((state = 'unpaid') <= (invoice is not null)));

create unique index change_one_at_a_time on change (subscription) where state in ('planned', 'unpaid');
create index change_unpaid on change (made) where state = 'unpaid';

-- What somebody was told that a change would cost; good for a while, and only if nothing has moved.
create table preview (
  id uuid primary key,
  subscription uuid not null references subscription (id),
  plan text not null,
  at timestamptz not null,
  digest text not null);

create index preview_by_age on preview (at);

create table coupon (
  code text primary key check (code ~ '^[A-Z0-9]{4,24}$'),
  percent numeric(6, 3) check (percent > 0 and percent <= 100),
  currency text check (currency ~ '^[A-Z]{3}$'),
  amount numeric(19, 4) check (amount > 0),
  -- Of how many terms; null for all.
  terms int check (terms > 0),
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  most int check (most > 0),
  most_of_a_person int not null check (most_of_a_person > 0),
  -- Null for all.
  plans text[],
  countries text[],
  used int not null default 0 check (most is null or used <= most),
  check ((percent is null) = (amount is not null) and (amount is null) = (currency is null)));

-- Who has used which for what; left: of how many terms it still takes something, null for all.
create table coupon_use (
  id uuid primary key,
  coupon text not null references coupon (code),
  person uuid not null,
  subscription uuid not null references subscription (id),
  "left" int check ("left" >= 0),
  at timestamptz not null);

create index coupon_use_by_person on coupon_use (person, coupon);
create unique index coupon_use_one_at_a_time on coupon_use (subscription) where "left" is null or "left" > 0;

-- Known by the hash of its code only.
create table gift_card (
  id uuid primary key,
  hash bytea not null unique check (length(hash) = 32),
  tail text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(19, 4) not null check (amount > 0),
  origin text not null check (origin in ('sold', 'granted')),
  state text not null check (state in ('active', 'redeemed', 'blocked')),
  person uuid,
  activated timestamptz not null,
  redeemed timestamptz,
  check ((state = 'redeemed') = (person is not null)));

create table balance (
  person uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(19, 4) not null check (amount >= 0),
  primary key (person, currency));

create table balance_entry (
  id bigint generated always as identity primary key,
  person uuid not null,
  currency text not null,
  amount numeric(19, 4) not null check (amount <> 0),
  -- What it is for: once.
  reason text not null unique,
  at timestamptz not null);

create index balance_entry_by_person on balance_entry (person, id);

insert into ledger_account values
  ('gift', 'liability', 'Gift cards and balances', '礼品卡及余额'),
  ('gift_sales', 'asset', 'Due from sellers of gift cards', '应收礼品卡销售款'),
  ('promotion', 'expense', 'Given away', '促销支出');

-- What is earned may have been paid from a balance.
alter table recognition drop constraint recognition_payment_fkey;

-- Who is served by somebody else's subscription, and who is asked to be.
create table seat (
  person uuid primary key,
  subscription uuid not null references subscription (id),
  since timestamptz not null);

create index seat_by_subscription on seat (subscription);

create table seat_invitation (
  subscription uuid not null references subscription (id),
  person uuid not null,
  at timestamptz not null,
  primary key (subscription, person));

create index seat_invitation_by_person on seat_invitation (person);

create table credit_note (
  id uuid primary key,
  number text not null unique,
  invoice text not null references invoice (id),
  reason text not null,
  currency text not null,
  -- Given back the way it was paid; what went back to the balance is not part of it.
  amount numeric(19, 4) not null check (amount >= 0),
  tax numeric(19, 4) not null check (tax >= 0),
  balance numeric(19, 4) not null check (balance >= 0),
  balance_tax numeric(19, 4) not null check (balance_tax >= 0),
  refund uuid,
  by_whom text not null,
  created timestamptz not null,
  check (amount + balance > 0 and (amount > 0) = (refund is not null)));

create index credit_note_by_invoice on credit_note (invoice, created);

-- Of what somebody was reminded, so that they are once.
create table reminder (
  subscription uuid not null references subscription (id),
  kind text not null check (kind in ('trial-ending', 'renewal', 'payment-due', 'resuming', 'ended')),
  -- Which one: a moment that it is about, and how many days lie between.
  about timestamptz not null,
  days int not null,
  told timestamptz not null,
  primary key (subscription, kind, about, days));
