-- Who orders ads. What they show of themselves is looked at by people, and again when they change it.
create table advertiser (
  id uuid primary key,
  number bigint generated always as identity unique,
  -- Who speaks for them, as callers are named.
  owner text not null,
  name text not null,
  domain text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  -- What shows who they are, such as the number of a register; where it is kept.
  evidence text not null,
  -- First day on which that is not valid any more.
  valid_until date not null,
  state text not null check (state in ('submitted', 'approved', 'refused', 'suspended')),
  reason text not null default '',
  version int not null default 1,
  created timestamptz not null,
  -- By the database's clock: for those who keep it in memory.
  changed timestamptz not null default now());

create index advertiser_owner on advertiser (owner, number);
create index advertiser_changed on advertiser (changed);

create table ad_order (
  id uuid primary key,
  number bigint generated always as identity unique,
  advertiser uuid not null references advertiser (id),
  name text not null,
  -- Of the advertiser, as it is to stand on invoices.
  reference text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created timestamptz not null);

create index ad_order_advertiser on ad_order (advertiser, number);

create table line_item (
  id uuid primary key,
  number bigint generated always as identity unique,
  ad_order uuid not null references ad_order (id),
  advertiser uuid not null references advertiser (id),
  -- What was ordered, as it was asked for.
  terms jsonb not null,
  ends timestamptz not null,
  state text not null check (state in ('active', 'paused', 'ended')),
  version int not null default 1,
  changed timestamptz not null default now());

create index line_item_order on line_item (ad_order, number);
create index line_item_changed on line_item (changed);

create table creative (
  id uuid primary key,
  number bigint generated always as identity unique,
  advertiser uuid not null references advertiser (id),
  film jsonb not null,
  -- Submitted, then checked by a machine, then approved by somebody.
  state text not null check (state in ('submitted', 'checked', 'approved', 'refused')),
  -- [{"check":…,"passed":…,"detail":…}] of the last time.
  checks jsonb not null default '[]',
  reason text not null default '',
  version int not null default 1,
  attempts int not null default 0,
  -- When a process is to have checked it: then another may.
  claimed timestamptz not null default '-infinity',
  changed timestamptz not null default now());

create index creative_advertiser on creative (advertiser, number);
create index creative_changed on creative (changed);
create index creative_submitted on creative (number) where state = 'submitted';

-- What people decided, and why: never changed.
create table ad_review (
  number bigint generated always as identity primary key,
  kind text not null check (kind in ('advertiser', 'creative')),
  subject uuid not null,
  version int not null,
  decision text not null check (decision in ('approved', 'refused', 'suspended')),
  reason text not null,
  who text not null,
  at timestamptz not null);

create index ad_review_subject on ad_review (subject, number);
