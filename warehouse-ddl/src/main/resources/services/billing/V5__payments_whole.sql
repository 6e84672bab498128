-- What titles cost where, tax included; those that are not here are not for sale.
create table title_price (
  title text not null check (title ~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  kind text not null check (kind in ('rent', 'buy')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(19, 4) not null check (amount > 0),
  tax_percent numeric(6, 3) not null check (tax_percent between 0 and 99),
  -- From when it can be played; null if it can be already.
  available timestamptz,
  primary key (title, country, kind));

-- A title that somebody has bought, or rented: then it is to be begun within days and lasts hours from there.
create table purchase (
  id uuid primary key,
  person uuid not null,
  title text not null,
  kind text not null check (kind in ('rent', 'buy')),
  country text not null,
  currency text not null,
  amount numeric(19, 4) not null,
  tax numeric(19, 4) not null,
  state text not null check (state in ('ordered', 'paid', 'failed', 'revoked')),
  ordered timestamptz not null,
  -- When it can be played: what is ordered before is only paid for then.
  available timestamptz not null,
  paid timestamptz,
  begin_by timestamptz,
  begun timestamptz,
  ends timestamptz);

create index purchase_by_person on purchase (person, title, ordered);

-- Two of the same at once would be paid for twice.
create unique index purchase_one_at_once on purchase (person, title) where state = 'ordered';
create index purchase_to_take on purchase (available) where state = 'ordered';

-- A payment is for an invoice or for a purchase, by the provider that was chosen for the attempt.
alter table payment
  alter column invoice drop not null,
  alter column subscription drop not null,
  add column purchase uuid unique references purchase (id),
  add column country text,
  add column tax numeric(19, 4),
  -- Only set aside at first, and taken when somebody says so.
  add column hold boolean not null default false,
  -- What is being done, or was done last.
  add column step text not null default 'charge' check (step in ('charge', 'capture', 'release')),
  -- Who was asked, or is to be asked, to do it.
  add column route text,
  -- The attempt that was judged last.
  add column screened int not null default 0,
  -- Whether the payer's bank must hear from them first, and where it does.
  add column challenge boolean not null default false,
  add column redirect text,
  -- How long what was set aside, or what the payer has to do, is waited for.
  add column until timestamptz;

update payment p set tax = i.tax, country = s.country, screened = p.attempt,
  route = case when p.state in ('due', 'failed') then null else p.channel end
from invoice i join subscription s on s.id = i.subscription where i.id = p.invoice;

alter table payment
  alter column tax set not null,
  alter column country set not null,
  add constraint payment_for_one_thing check (num_nonnulls(invoice, purchase) = 1),
  add constraint payment_of_invoice check ((invoice is null) = (subscription is null)),
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in ('due', 'sending', 'unknown', 'review',
    'requires_action', 'authorised', 'captured', 'failed', 'stopped', 'disputed'));

drop index payment_next;
create index payment_next on payment (next_at)
  where state in ('due', 'sending', 'unknown', 'requires_action', 'authorised');

-- Money that came otherwise than it was asked for: with us, and not ours until people have decided.
create table dispute (
  id uuid primary key,
  payment uuid not null references payment (id),
  route text not null,
  -- The attempt that brought it.
  reference text not null,
  provider_id text not null,
  code text not null,
  currency text not null,
  amount numeric(19, 4) not null,
  state text not null check (state in ('open', 'accepted', 'returned', 'kept')),
  opened timestamptz not null,
  resolved timestamptz,
  unique (payment, provider_id));

create index dispute_open on dispute (opened) where state = 'open';

-- What had come wrong before there was a book for it.
insert into dispute
select gen_random_uuid(), id, channel, id || '-' || attempt, provider_id, code, currency, amount, 'open', now(), null
from payment where state = 'disputed' and provider_id is not null and code is not null;

-- Money that is given back. It is known to the provider by its id: sent twice, it is given once.
create table refund (
  id uuid primary key,
  payment uuid not null references payment (id),
  -- Of money that came wrong; null if it is of what was captured.
  dispute uuid references dispute (id),
  person uuid not null,
  route text not null,
  -- What the provider knows the money by that it gives back.
  provider_charge text not null,
  reference text not null,
  currency text not null,
  amount numeric(19, 4) not null check (amount > 0),
  tax numeric(19, 4) not null check (tax between 0 and amount),
  -- How much of it was not earned yet.
  unearned numeric(19, 4) not null check (unearned between 0 and amount - tax),
  -- What was taken in whole, which some providers want to hear again.
  charged numeric(19, 4) not null,
  reason text not null,
  state text not null check (state in ('due', 'sending', 'unknown', 'completed', 'failed')),
  inquiries int not null,
  next_at timestamptz not null,
  provider_id text,
  code text,
  requested timestamptz not null);

create unique index refund_of_dispute on refund (dispute) where state <> 'failed';
create index refund_by_payment on refund (payment);
create index refund_next on refund (next_at) where state in ('due', 'sending', 'unknown');

-- Money that a bank has taken back.
create table chargeback (
  id uuid primary key,
  route text not null,
  -- The provider's name of it.
  provider_id text not null,
  payment uuid not null references payment (id),
  person uuid not null,
  reason text not null,
  currency text not null,
  amount numeric(19, 4) not null check (amount > 0),
  tax numeric(19, 4) not null,
  fee numeric(19, 4) not null check (fee >= 0),
  state text not null check (state in ('received', 'contesting', 'contested', 'won', 'lost')),
  evidence text,
  -- Whether what was paid for has ended.
  ended boolean not null,
  next_at timestamptz not null,
  received timestamptz not null,
  decided timestamptz,
  unique (route, provider_id));

create index chargeback_by_payment on chargeback (payment);
create index chargeback_next on chargeback (next_at)
  where state in ('received', 'contesting', 'contested') or not ended;

insert into ledger_account values
  ('suspense', 'liability', 'Money that came wrong and is not decided on', '待处理款项'),
  ('refunds', 'liability', 'To be given back', '应退款'),
  ('chargeback', 'asset', 'Taken back by banks and contested', '拒付争议款'),
  ('chargeback_fee', 'expense', 'Fees for chargebacks', '拒付手续费'),
  ('chargeback_loss', 'expense', 'Lost beyond what was taken', '拒付损失'),
  ('difference', 'income', 'More or less than was asked for, and kept', '收款差额');

-- All lines of an entry come in one statement, and are checked with it; an entry has lines when its transaction ends.
drop trigger ledger_balanced on ledger_line;
drop function ledger_is_balanced();

create function ledger_is_balanced() returns trigger language plpgsql as $$
declare
  wrong bigint;
begin
  select l.entry into wrong from billing.ledger_line l
  where l.entry in (select entry from written) group by l.entry, l.currency having sum(l.amount) <> 0 limit 1;
  if found then
    raise exception 'entry % does not sum to zero', wrong using errcode = '23514';
  end if;
  select e.number into wrong from billing.ledger_entry e
  join billing.ledger_line l on l.entry = e.number
  where e.number in (select entry from written) group by e.number having count(*) <> e.lines limit 1;
  if found then
    raise exception 'entry % has other lines than it was written with', wrong using errcode = '23514';
  end if;
  return null;
end $$;

create trigger ledger_balanced after insert on ledger_line referencing new table as written
  for each statement execute function ledger_is_balanced();

create function ledger_has_lines() returns trigger language plpgsql as $$
begin
  if not exists (select from billing.ledger_line where entry = new.number) then
    raise exception 'entry % has no lines', new.number using errcode = '23514';
  end if;
  return null;
end $$;

create constraint trigger ledger_has_lines after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_has_lines();

drop trigger ledger_entry_in_open_month on ledger_entry;
drop function ledger_month_is_open();

create function ledger_month_is_open() returns trigger language plpgsql as $$
declare
  late date;
begin
  -- Whoever closes a month takes this lock alone.
  perform pg_advisory_xact_lock_shared(hashtext('billing.ledger_closed'));
  select w.day into late from written w
  join billing.ledger_closed c on c.month = date_trunc('month', w.day)::date limit 1;
  if found then
    raise exception 'the month of % is closed', late using errcode = '23001';
  end if;
  return null;
end $$;

create trigger ledger_entry_in_open_month after insert on ledger_entry referencing new table as written
  for each statement execute function ledger_month_is_open();

-- What had come wrong before there was a book for it is in the ledger from now on.
insert into ledger_entry (id, reason, day, lines, written)
select gen_random_uuid(), 'dispute/' || id || '/opened', (now() at time zone 'UTC')::date, 2, now() from dispute;

insert into ledger_line
select e.number, l.line, l.account, d.currency, l.sign * d.amount
from dispute d join ledger_entry e on e.reason = 'dispute/' || d.id || '/opened'
cross join (values (1, 'provider', 1), (2, 'suspense', -1)) as l (line, account, sign);
