-- How a person pays: what the provider gave out for a card or a wallet, never the number itself.
create table payment_method (
  person uuid primary key,
  channel text not null,
  token text not null check (token !~ '[0-9]{12,}'),
  label text not null,
  since timestamptz not null);

-- One for each invoice that somebody's method is charged for. A charge is known to the provider by payment and attempt: the
-- same attempt sent twice takes the money once.
create table payment (
  id uuid primary key,
  invoice text not null unique references invoice (id),
  subscription uuid not null references subscription (id),
  person uuid not null,
  currency text not null,
  amount numeric(19, 4) not null,
  channel text not null,
  token text not null,
  state text not null check (state in ('due', 'sending', 'unknown', 'captured', 'failed', 'stopped', 'disputed')),
  attempt int not null check (attempt >= 1),
  inquiries int not null,
  next_at timestamptz not null,
  provider_id text,
  code text,
  created timestamptz not null);

create index payment_by_subscription on payment (subscription);
create index payment_next on payment (next_at) where state in ('due', 'sending', 'unknown');

-- Events of providers that were taken, so that one told again changes nothing.
create table webhook (
  channel text not null,
  event text not null,
  received timestamptz not null,
  primary key (channel, event));
