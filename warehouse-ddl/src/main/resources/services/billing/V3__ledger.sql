-- Double entry: every entry's lines sum to zero in each currency, and what was written stays.
create table ledger_account (
  code text primary key,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
  name_en text not null,
  name_zh text not null);

insert into ledger_account values
  ('provider', 'asset', 'Due from payment providers', '应收支付渠道款'),
  ('deferred', 'liability', 'Revenue not earned yet', '递延收入'),
  ('tax', 'liability', 'Tax collected', '应交税费'),
  ('revenue', 'income', 'Revenue from subscriptions', '订阅收入');

-- Months in which nothing can be written any more.
create table ledger_closed (
  month date primary key check (extract(day from month) = 1),
  closed timestamptz not null);

create table ledger_entry (
  number bigint generated always as identity primary key,
  id uuid not null unique,
  -- What it is written for: once.
  reason text not null unique,
  day date not null,
  -- How many it has: none is added later.
  lines int not null check (lines >= 2),
  written timestamptz not null);

create table ledger_line (
  entry bigint not null references ledger_entry (number),
  line int not null,
  account text not null references ledger_account (code),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Debit positive, credit negative.
  amount numeric(19, 4) not null check (amount <> 0),
  primary key (entry, line));

create index ledger_line_by_account on ledger_line (account, currency, entry);

-- What was paid for a term and is earned day by day.
create table recognition (
  payment uuid primary key references payment (id),
  currency text not null,
  net numeric(19, 4) not null check (net >= 0),
  first_day date not null,
  -- The first day that does not belong to the term.
  end_day date not null check (end_day > first_day),
  earned numeric(19, 4) not null check (earned between 0 and net),
  -- Everything before this day is earned.
  earned_until date not null);

create index recognition_open on recognition (earned_until) where earned < net;

create function ledger_is_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'what is in the ledger stays: write an entry that takes it back' using errcode = '23001';
end $$;

create trigger ledger_entry_stays_whole before truncate on ledger_entry
  for each statement execute function ledger_is_frozen();
create trigger ledger_line_stays_whole before truncate on ledger_line
  for each statement execute function ledger_is_frozen();
create trigger ledger_entry_stays before update or delete on ledger_entry
  for each row execute function ledger_is_frozen();
create trigger ledger_line_stays before update or delete on ledger_line
  for each row execute function ledger_is_frozen();

create function ledger_month_is_open() returns trigger language plpgsql as $$
begin
  -- Whoever closes a month takes this lock alone.
  perform pg_advisory_xact_lock_shared(hashtext('billing.ledger_closed'));
  if exists (select from billing.ledger_closed where month = date_trunc('month', new.day)::date) then
    raise exception 'the month of % is closed', new.day using errcode = '23001';
  end if;
  return new;
end $$;

create trigger ledger_entry_in_open_month before insert on ledger_entry
  for each row execute function ledger_month_is_open();

create function ledger_is_balanced() returns trigger language plpgsql as $$
begin
  if exists (select from billing.ledger_line where entry = new.entry group by currency having sum(amount) <> 0) then
    raise exception 'entry % does not sum to zero', new.entry using errcode = '23514';
  end if;
  if (select count(*) from billing.ledger_line where entry = new.entry)
      <> (select lines from billing.ledger_entry where number = new.entry) then
    raise exception 'entry % has other lines than it was written with', new.entry using errcode = '23514';
  end if;
  return null;
end $$;

-- At the end of the transaction: lines come one by one.
create constraint trigger ledger_balanced after insert on ledger_line
  deferrable initially deferred for each row execute function ledger_is_balanced();
