-- What was seen of people who pay, as keyed hashes: a device, the network of an address, a method, a phone, an address.
create table fraud_seen (
  kind text not null check (kind in ('device', 'ip', 'method', 'phone', 'address')),
  hash text not null,
  person uuid not null,
  first timestamptz not null,
  last timestamptz not null,
  primary key (kind, hash, person));

create index fraud_seen_by_person on fraud_seen (person);
create index fraud_seen_by_age on fraud_seen (last);

-- The newest of each kind, which is what a payment is made with.
create table fraud_current (
  person uuid not null,
  kind text not null,
  hash text not null,
  at timestamptz not null,
  primary key (person, kind));

create index fraud_current_by_age on fraud_current (at);

-- Attempts to pay of the last days, and what the bank said of them.
create table fraud_attempt (
  payment uuid not null,
  attempt int not null,
  at timestamptz not null,
  person uuid not null,
  method text not null,
  device text,
  ip text,
  -- open: nobody has said. Only what the bank said counts.
  outcome text not null check (outcome in ('open', 'captured', 'declined', 'unknown')),
  primary key (payment, attempt));

create index fraud_attempt_by_person on fraud_attempt (person, at);
create index fraud_attempt_by_method on fraud_attempt (method, at);
create index fraud_attempt_by_device on fraud_attempt (device, at);
create index fraud_attempt_by_ip on fraud_attempt (ip, at);
create index fraud_attempt_by_age on fraud_attempt (at);

-- Whom and what people have decided to trust, to refuse or to watch.
create table fraud_list (
  kind text not null,
  -- A keyed hash, or a person.
  hash text not null,
  verdict text not null check (verdict in ('allow', 'deny', 'watch')),
  reason text not null,
  who text not null,
  since timestamptz not null,
  until timestamptz not null,
  primary key (kind, hash));

-- Rules, every version of them: the newest of a code holds.
create table fraud_rule (
  version bigint generated always as identity primary key,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  expression text not null,
  verdict text not null check (verdict in ('challenge', 'review', 'deny')),
  mode text not null check (mode in ('shadow', 'live', 'off')),
  who text not null,
  at timestamptz not null);

create index fraud_rule_by_code on fraud_rule (code, version);

insert into fraud_rule (code, expression, verdict, mode, who, at) values
  ('many-methods-on-device', 'methods_device_1h >= 3.0 && declines_device_1h >= 1.0', 'challenge', 'live', 'platform', now()),
  ('card-testing-on-device', 'methods_device_1h >= 5.0 && declines_device_1h >= 3.0', 'deny', 'live', 'platform', now()),
  ('card-testing-on-network', 'methods_ip_1h >= 15.0 && declines_ip_1h >= 10.0', 'review', 'live', 'platform', now()),
  ('near-known-fraud', 'linked_frauds >= 2.0', 'review', 'live', 'platform', now());

-- What scores: weights that were learnt, every version of them.
create table fraud_model (
  version bigint generated always as identity primary key,
  weights jsonb not null,
  metrics jsonb not null,
  active boolean not null,
  who text not null,
  at timestamptz not null);

create unique index fraud_model_one_active on fraud_model (active) where active;

-- What was decided of each attempt, why, and by what.
create table fraud_decision (
  number bigint generated always as identity unique,
  payment uuid not null,
  attempt int not null,
  person uuid not null,
  at timestamptz not null,
  currency text not null,
  amount numeric(19, 4) not null,
  verdict text not null check (verdict in ('allow', 'challenge', 'review', 'deny')),
  score double precision not null,
  reasons text not null,
  shadow text not null,
  model text not null,
  features jsonb not null,
  -- Would have been refused, and is looked at instead: so that refusals are not their own proof.
  control boolean not null,
  primary key (payment, attempt));

create table fraud_case (
  id uuid primary key,
  number bigint generated always as identity unique,
  payment uuid not null,
  attempt int not null,
  person uuid not null,
  reasons text not null,
  opened timestamptz not null,
  claimed_by text,
  claimed_until timestamptz,
  decision text check (decision in ('genuine', 'fraud')),
  note text,
  decided_by text,
  decided timestamptz,
  unique (payment, attempt));

create index fraud_case_open on fraud_case (number) where decision is null;

-- What turned out to be so: by whom it is known, and since when. A decision of ours is none.
create table fraud_label (
  payment uuid not null,
  source text not null check (source in ('case', 'chargeback', 'settled')),
  fraud boolean not null,
  who text not null,
  at timestamptz not null,
  primary key (payment, source));

create index fraud_label_by_age on fraud_label (at);

-- Past decisions judged again by other rules or another model.
create table fraud_backtest (
  id uuid primary key,
  rules jsonb not null,
  model bigint references fraud_model (version),
  since timestamptz not null,
  -- Up to which decision it has come, and where it ends.
  done bigint not null,
  until bigint not null,
  tally jsonb not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  who text not null,
  at timestamptz not null);

create function fraud_is_frozen() returns trigger language plpgsql as $$
begin
  raise exception 'what was decided stays' using errcode = '23001';
end $$;

create trigger fraud_decision_stays before update or delete on fraud_decision
  for each row execute function fraud_is_frozen();
create trigger fraud_case_stays before update or delete on fraud_case
  for each row when (old.decision is not null) execute function fraud_is_frozen();
create trigger fraud_rule_stays before update or delete on fraud_rule
  for each row execute function fraud_is_frozen();
