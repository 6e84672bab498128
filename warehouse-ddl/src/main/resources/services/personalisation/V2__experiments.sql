-- Layers: experiments of one have no person in common, those of two know nothing of each other.
create table layer (
  name text primary key check (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- What people are spread over the layer's places by; it never changes.
  salt text not null,
  -- People of so many of the 10 000 places are in no experiment of the layer.
  holdout int not null check (holdout between 0 and 9999),
  who text not null,
  at timestamptz not null);

create table experiment (
  key text primary key check (key ~ '^[a-z][a-z0-9-]{0,63}$'),
  layer text not null references layer,
  -- Its part of the layer's places: from is in it, until is not.
  from_place int not null check (from_place >= 0),
  until_place int not null check (until_place <= 10000 and until_place > from_place),
  -- As it was designed, JSON; changed in draft only.
  design jsonb not null,
  -- What its people are spread over arms by.
  salt text not null,
  state text not null check (state in ('draft', 'running', 'stopped', 'concluded')),
  who text not null,
  created timestamptz not null,
  started timestamptz,
  ended timestamptz,
  -- What everybody gets once it has ended.
  variant text,
  -- Why it ended, or why its shares are not to be believed.
  reason text,
  srm timestamptz,
  check ((state in ('stopped', 'concluded')) = (ended is not null and variant is not null)),
  check ((state = 'draft') = (started is null)));

create index experiment_by_layer on experiment (layer) where state = 'running';
