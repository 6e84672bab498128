-- A device that an account's owner came in with.
create table device (
  id uuid primary key,
  account uuid not null references account (id),
  -- SHA-256 of what the device keeps.
  hash bytea not null unique,
  name text not null,
  created timestamptz not null,
  seen timestamptz not null,
  -- Until then no second factor is asked for from it.
  trusted_until timestamptz,
  removed timestamptz);

create index device_by_account on device (account);

-- Somebody signed in.
create table session (
  id uuid primary key,
  account uuid not null references account (id),
  -- SHA-256 of what is borne.
  hash bytea not null unique,
  -- As whom they watch now.
  profile uuid not null references profile (id),
  person uuid not null,
  device uuid references device (id),
  -- How they showed who they are, such as {password,totp}.
  methods text[] not null,
  -- When they showed it last.
  shown timestamptz not null,
  -- When they showed a second factor or a passkey last.
  proven timestamptz,
  -- Network and browser, not more exactly than needed to be known again.
  network text not null,
  agent text not null,
  created timestamptz not null,
  seen timestamptz not null,
  expires timestamptz not null,
  ended timestamptz,
  ending text);

create index session_by_account on session (account) where ended is null;
create index session_old on session (expires);

-- Who has shown one factor and must show another.
create table half_sign_in (
  id uuid primary key,
  account uuid not null references account (id),
  methods text[] not null,
  device uuid references device (id),
  network text not null,
  agent text not null,
  tries int not null,
  created timestamptz not null,
  expires timestamptz not null);

create index half_sign_in_old on half_sign_in (expires);

-- How often somebody tried in vain: an address from a network, an address, a network; all as keyed hashes.
create table failed_sign_in (
  subject text primary key,
  failed int not null,
  since timestamptz not null,
  -- Nobody is let in before that.
  until timestamptz);

create index failed_sign_in_old on failed_sign_in (since);
