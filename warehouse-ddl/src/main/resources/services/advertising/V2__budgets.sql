-- What each line item has: its money, and how much of that was spent or set aside. Never more than there is.
create table purse (
  line_item uuid primary key,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  budget_micros bigint not null check (budget_micros >= 0),
  day_budget_micros bigint check (day_budget_micros >= 0),
  -- [{"impressions":…,"seconds":…}]: how often one person may see it.
  caps jsonb not null,
  -- Spent, and set aside for the processes that serve.
  taken_micros bigint not null default 0,
  spent_micros bigint not null default 0 check (spent_micros between 0 and taken_micros),
  impressions bigint not null default 0,
  -- Whether it was told that all is spent.
  exhausted boolean not null default false,
  -- When a process last found nothing left to set aside, by the database's clock: others give back what they do not use.
  wanted timestamptz not null default '-infinity',
  check (taken_micros <= budget_micros));

-- The same in a day of UTC.
create table purse_day (
  line_item uuid not null references purse (line_item),
  day date not null,
  -- Spent of what was held that day, and set aside that day.
  taken_micros bigint not null default 0 check (taken_micros >= 0),
  spent_micros bigint not null default 0 check (spent_micros between 0 and taken_micros),
  -- What was paid that day, whenever it was held: what is invoiced.
  booked_micros bigint not null default 0,
  impressions bigint not null default 0,
  exhausted boolean not null default false,
  primary key (line_item, day));

create index purse_day_by_day on purse_day (day);

-- Processes that serve. One that was not heard of for some time is dead, and what it set aside goes back.
create table holder (
  id uuid primary key,
  renewed timestamptz not null default now(),
  dead boolean not null default false);

-- What a process has set aside of a line item for a day: free, or held for what is about to be shown.
create table lease (
  holder uuid not null,
  line_item uuid not null references purse (line_item),
  day date not null,
  free_micros bigint not null default 0 check (free_micros >= 0),
  held_micros bigint not null default 0 check (held_micros >= 0),
  primary key (holder, line_item, day));

create index lease_by_line_item on lease (line_item);

-- Each impression that somebody holds or held money and a turn for; those that were booked stay.
create table hold (
  impression uuid primary key,
  line_item uuid not null,
  creative uuid not null,
  advertiser uuid not null,
  person uuid,
  holder uuid not null,
  -- Of UTC, when it was held.
  day date not null,
  pricing text not null,
  currency text not null,
  micros bigint not null check (micros >= 0),
  -- Still held, and paid.
  reserved_micros bigint not null check (reserved_micros >= 0),
  booked_micros bigint not null default 0 check (booked_micros between 0 and micros),
  request text not null,
  placement text not null,
  play text,
  title text,
  slot int not null,
  state text not null check (state in ('open', 'shown', 'paid', 'over')),
  held timestamptz not null,
  -- What is not told of by then is given back.
  until timestamptz not null,
  -- When it began to show.
  shown timestamptz);

create index hold_pending on hold (holder, until) where state = 'open' or reserved_micros > 0;
create index hold_turns on hold (person, line_item) where state <> 'over' and person is not null;
create index hold_over on hold (until) where state = 'over';
