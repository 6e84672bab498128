-- What providers and banks say of money, held against the ledger.
insert into ledger_account values
  ('settling', 'asset', 'Settled, on its way to the bank', '在途结算款'),
  ('bank', 'asset', 'At the bank', '银行存款'),
  ('fees', 'expense', 'Fees of payment providers', '支付渠道手续费'),
  ('rounding', 'expense', 'Rounding', '尾差'),
  ('position', 'asset', 'Between currencies', '货币兑换头寸'),
  ('exchange', 'income', 'Gains and losses of exchange', '汇兑损益'),
  ('unclaimed', 'liability', 'Money of which nobody knows whose it is', '待查款项'),
  ('written_off', 'expense', 'Written off', '核销损失')
on conflict do nothing;

-- What a ledger entry is about: the payment, refund or chargeback of its reason.
create index ledger_entry_by_subject on ledger_entry (split_part(reason, '/', 2));
create index ledger_entry_by_time on ledger_entry (written, number);

-- A provider's settlement file or a bank's statement of a day. The same one comes once, whatever it comes with.
create table recon_statement (
  id uuid primary key,
  number bigint generated always as identity unique,
  kind text not null check (kind in ('settlement', 'bank')),
  account text not null,
  statement text not null,
  day date not null,
  -- Of a bank's only.
  currency text,
  opening numeric(19, 4),
  closing numeric(19, 4),
  hash text not null,
  lines int not null,
  received timestamptz not null,
  unique (account, statement),
  check (kind = 'settlement' or (currency is not null and opening is not null and closing is not null)));

create index recon_statement_by_day on recon_statement (account, day);

-- Where two statements and the ledger turned out to be the same: n lines and m lines.
create table recon_match (
  id uuid primary key,
  kind text not null,
  statement text not null,
  statement_lines int not null,
  ledger_lines int not null,
  currency text not null,
  amount numeric(19, 4) not null,
  -- Of the entry that it was booked with.
  reason text not null unique,
  at timestamptz not null);

-- Where they differ: a case for people.
create table recon_exception (
  id uuid primary key,
  number bigint generated always as identity unique,
  kind text not null check (kind in ('missing-in-ledger', 'missing-in-statement', 'amount', 'currency', 'duplicate')),
  side text not null check (side in ('settlement', 'bank')),
  subject text not null,
  statement text not null,
  day date not null,
  currency text not null,
  -- The statement less the ledger.
  difference numeric(19, 4) not null,
  opened timestamptz not null,
  state text not null check (state in ('open', 'proposed', 'resolved')),
  -- Of the entry that it was booked with; empty while it is open, or if it was matched by what came later.
  reason text,
  resolution text check (resolution in ('posted', 'matched', 'refunded', 'written-off')),
  -- The first month whose close has not taken it along.
  carried date,
  check ((state = 'resolved') = (resolution is not null)));

create index recon_exception_open on recon_exception (day) where state <> 'resolved';

-- What people did about it; kept as it is.
create table recon_action (
  exception uuid not null references recon_exception (id),
  step int not null,
  at timestamptz not null,
  who text not null,
  what text not null,
  note text not null,
  primary key (exception, step));

-- A line of a statement: in one match, in one exception, or not looked at yet.
create table recon_line (
  statement uuid not null references recon_statement (id),
  line int not null,
  type text not null,
  batch text not null,
  reference text not null,
  currency text not null,
  gross numeric(19, 4) not null,
  rate numeric(19, 9) not null check (rate > 0),
  paid text not null,
  fee numeric(19, 4) not null,
  net numeric(19, 4) not null,
  match uuid references recon_match (id),
  exception uuid references recon_exception (id),
  primary key (statement, line),
  check (num_nonnulls(match, exception) <= 1));

create index recon_line_loose on recon_line (statement) where match is null and exception is null;
create index recon_line_by_exception on recon_line (exception) where exception is not null;
create index recon_line_by_match on recon_line (match) where match is not null;

-- A line of the ledger's account provider that was looked at.
create table recon_ledger (
  entry bigint not null,
  line int not null,
  match uuid references recon_match (id),
  exception uuid references recon_exception (id),
  primary key (entry, line),
  check (num_nonnulls(match, exception) = 1));

create index recon_ledger_by_exception on recon_ledger (exception) where exception is not null;
create index recon_ledger_by_match on recon_ledger (match) where match is not null;

-- What a provider pays out in one sum.
create table recon_batch (
  batch text primary key,
  statement uuid not null references recon_statement (id),
  day date not null,
  currency text not null,
  net numeric(19, 4) not null,
  lines int not null,
  match uuid references recon_match (id),
  exception uuid references recon_exception (id),
  check (num_nonnulls(match, exception) <= 1));

create index recon_batch_loose on recon_batch (day) where match is null and exception is null;
create index recon_batch_by_exception on recon_batch (exception) where exception is not null;

-- Up to where the ledger was searched for what no statement tells of.
create table recon_mark (
  one boolean primary key default true check (one),
  written timestamptz not null,
  number bigint not null);

insert into recon_mark values (true, '-infinity', 0);

-- What a currency was worth to us on a day; what a provider gives more or less for it is a gain or a loss.
create table recon_rate (
  day date not null,
  currency text not null,
  paid text not null,
  rate numeric(19, 9) not null check (rate > 0),
  primary key (currency, paid, day));

-- Where statements are fetched, day by day.
create table recon_feed (
  name text primary key,
  next_day date not null,
  next_at timestamptz not null,
  failures int not null,
  problem text);

create table recon_period (
  month date primary key check (extract(day from month) = 1),
  closed timestamptz not null,
  closed_by text not null);

create function recon_is_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'what was told and decided stays' using errcode = '23001';
end $$;

create trigger recon_action_stays before update or delete on recon_action
  for each row execute function recon_is_frozen();
create trigger recon_statement_stays before update or delete on recon_statement
  for each row execute function recon_is_frozen();
create trigger recon_exception_stays before update or delete on recon_exception
  for each row when (old.state = 'resolved') execute function recon_is_frozen();
create trigger recon_period_stays before update or delete on recon_period
  for each row execute function recon_is_frozen();
create trigger recon_line_stays before delete on recon_line for each row execute function recon_is_frozen();
create trigger recon_line_says_the_same before update on recon_line
  for each row when (row(old.type, old.batch, old.reference, old.currency, old.gross, old.rate, old.paid, old.fee, old.net)
    is distinct from row(new.type, new.batch, new.reference, new.currency, new.gross, new.rate, new.paid, new.fee, new.net))
  execute function recon_is_frozen();

-- Where statements are held against the ledger, a month ends with them or not at all.
create function recon_is_done() returns trigger language plpgsql as $$
begin
  if exists (select from billing.recon_statement where day < (new.month + interval '1 month')::date)
      and not exists (select from billing.recon_period where month = new.month) then
    raise exception 'the month of % is not reconciled', new.month using errcode = '23001';
  end if;
  return new;
end $$;

create trigger ledger_closed_when_reconciled before insert on ledger_closed
  for each row execute function recon_is_done();
