-- What payers have agreed to: to be charged without being there.
create table payment_agreement (
  id uuid primary key,
  person uuid not null,
  channel text not null,
  label text not null,
  state text not null check (state in ('asked', 'offered', 'holding', 'ending', 'ended', 'lapsed')),
  -- Where the payer agrees.
  url text,
  -- The provider's name of it.
  contract text,
  tries int not null,
  next_at timestamptz not null,
  asked timestamptz not null,
  check ((state in ('holding', 'ending', 'ended')) <= (contract is not null)));

create unique index payment_agreement_one_at_a_time on payment_agreement (person, channel)
  where state in ('asked', 'offered', 'holding');
create index payment_agreement_next on payment_agreement (next_at) where state in ('asked', 'offered', 'ending');
