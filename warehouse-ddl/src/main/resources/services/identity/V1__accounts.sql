-- Who somebody is. Everything that names them stays in this schema: all others know them by person, which is random.
create table account (
  id uuid primary key,
  person uuid not null unique,
  -- Argon2id, as a PHC string; null for who has other ways in.
  password text,
  language text not null check (language in ('en', 'zh')),
  created timestamptz not null,
  closed timestamptz);

-- Where an account's owner can be reached, as they have shown. One that is given up is free for others.
create table address (
  kind text not null check (kind in ('email', 'phone')),
  value text not null,
  account uuid not null references account (id),
  verified timestamptz not null,
  primary key (kind, value),
  unique (account, kind));

-- Who wants to become somebody. Nothing here is so before the address is shown to be theirs and the terms are accepted.
create table sign_up (
  id uuid primary key,
  kind text not null check (kind in ('email', 'phone')),
  address text not null,
  password text not null,
  language text not null,
  channel text not null,
  campaign text,
  created timestamptz not null,
  expires timestamptz not null,
  verified timestamptz,
  done timestamptz);

create index sign_up_old on sign_up (expires);

-- A code that was sent; only what follows from it is kept. The newest for a purpose and a subject counts.
create table code (
  purpose text not null,
  subject text not null,
  hash bytea not null,
  -- Wrong ones that may still be tried.
  tries int not null check (tries >= 0),
  expires timestamptz not null,
  -- How many were sent since then.
  sent int not null,
  sent_since timestamptz not null,
  primary key (purpose, subject));

create index code_old on code (expires);

-- What people agree to. The newest of a kind that is in force is asked for.
create table document (
  kind text not null check (kind in ('terms', 'privacy')),
  version text not null,
  in_force timestamptz not null,
  title_en text not null,
  title_zh text not null,
  primary key (kind, version));

insert into document values
  ('terms', '2026-11', '2026-11-01T00:00:00Z', 'Terms of service', '服务条款'),
  ('privacy', '2026-11', '2026-11-01T00:00:00Z', 'Privacy policy', '隐私政策');

-- Who agreed to which version, when: never changed.
create table acceptance (
  account uuid not null references account (id),
  kind text not null,
  version text not null,
  accepted timestamptz not null,
  primary key (account, kind, version),
  foreign key (kind, version) references document (kind, version));

-- Who watches with an account: the owner, and others of the household. Each is a person to the rest of the house.
create table profile (
  id uuid primary key,
  account uuid not null references account (id),
  person uuid not null unique,
  name text not null check (length(name) between 1 and 40),
  -- The oldest audience that titles may be made for; null for no limit.
  most_age int check (most_age between 0 and 18),
  -- Asked for by whoever wants to watch as them; sealed.
  pin text,
  pin_wrong int not null default 0,
  pin_until timestamptz,
  created timestamptz not null,
  removed timestamptz);

create unique index profile_names on profile (account, lower(name)) where removed is null;

-- Letters of which is decided later whether they are sent, so that asking takes as long whether or not there is an account.
create table errand (
  number bigint generated always as identity primary key,
  kind text not null check (kind in ('sign-up', 'reset', 'link')),
  address_kind text not null,
  address text not null,
  language text not null,
  -- The code or link, sealed.
  word bytea not null,
  -- The link that it is of.
  about uuid,
  until timestamptz not null);
