-- A key pair of which the account's owner has the private half (WebAuthn).
create table passkey (
  id uuid primary key,
  account uuid not null references account (id),
  credential bytea not null unique,
  -- COSE.
  public_key bytea not null,
  -- Uses as the authenticator counts them; those that count always tell 0.
  signatures bigint not null,
  synced boolean not null,
  -- Kind of authenticator.
  aaguid text not null,
  name text not null,
  created timestamptz not null,
  used timestamptz,
  removed timestamptz,
  removal text);

create index passkey_by_account on passkey (account) where removed is null;

-- What an authenticator was asked to sign: good once, and for minutes.
create table ceremony (
  id uuid primary key,
  -- Whose new passkey it is to be; null for who comes in.
  account uuid references account (id),
  request text not null,
  expires timestamptz not null);

create index ceremony_old on ceremony (expires);

-- A way in that was sent to somebody's address.
create table link (
  id uuid primary key,
  -- SHA-256 of what is borne.
  hash bytea not null unique,
  address_kind text not null,
  address text not null,
  -- A path of ours to go to then.
  next text not null,
  created timestamptz not null,
  expires timestamptz not null,
  -- Whose it is; null where there is no account, and so nothing was sent.
  account uuid references account (id),
  used timestamptz);

create index link_old on link (expires);
create index link_by_address on link (address, created);
