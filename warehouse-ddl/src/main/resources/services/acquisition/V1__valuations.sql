-- What candidates, which nobody has bought yet, were valued at, and by what.
create table valuation (
  id uuid primary key,
  candidate jsonb not null,
  result jsonb not null,
  model_version text not null,
  who text not null,
  at timestamptz not null);

create index valuation_at on valuation (at desc, id);

-- What an analyst said instead; the newest stands, all are kept.
create table valuation_override (
  number bigint generated always as identity primary key,
  valuation uuid not null references valuation,
  amount numeric not null check (amount >= 0),
  currency text not null,
  reason text not null,
  who text not null,
  at timestamptz not null);

create index valuation_override_of on valuation_override (valuation, number desc);
