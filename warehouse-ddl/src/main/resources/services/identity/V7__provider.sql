-- Who may have people signed in by us, or asks as a machine.
create table oidc_client (
  id text primary key,
  title text not null,
  -- What it is to the platform by itself; null for one that has people signed in.
  role text,
  -- SHA-256; null for one that can keep none, such as a page.
  secret bytea,
  -- Where people are sent back to, to the letter.
  redirects text[] not null,
  after_sign_out text[] not null,
  -- Where it is told that somebody has signed out.
  told text,
  created timestamptz not null,
  removed timestamptz);

-- What we sign with, sealed. The newest that has begun signs; those before it are published for a while.
create table oidc_key (
  id text primary key,
  -- As Base64.
  sealed text not null,
  begins timestamptz not null);

-- What a client was let in to. All its tokens end with it.
create table oidc_grant (
  id uuid primary key,
  client text not null references oidc_client (id),
  -- Null for a machine that asks as itself.
  session uuid references session (id) on delete cascade,
  person uuid,
  scopes text[] not null,
  created timestamptz not null,
  revoked timestamptz,
  check ((session is null) = (person is null)));

create index oidc_grant_by_session on oidc_grant (session) where revoked is null;
create index oidc_grant_by_client on oidc_grant (client) where revoked is null;
create index oidc_grant_old on oidc_grant (created);

-- A code that tokens are given for, once.
create table oidc_code (
  -- SHA-256.
  hash bytea primary key,
  "grant" uuid not null references oidc_grant (id) on delete cascade,
  redirect text not null,
  challenge text not null,
  nonce text,
  expires timestamptz not null,
  used timestamptz);

create index oidc_code_old on oidc_code (expires);

-- What a new token is given for, once. One that comes again was stolen, before or after.
create table oidc_refresh (
  -- SHA-256.
  hash bytea primary key,
  "grant" uuid not null references oidc_grant (id) on delete cascade,
  expires timestamptz not null,
  used timestamptz);

create index oidc_refresh_old on oidc_refresh (expires);
create index oidc_refresh_by_grant on oidc_refresh ("grant");

-- What clients are still to be told of who has signed out.
create table oidc_notice (
  number bigint generated always as identity primary key,
  client text not null references oidc_client (id),
  person uuid not null,
  session uuid not null,
  due timestamptz not null,
  attempts int not null default 0);

create index oidc_notice_due on oidc_notice (due);

-- Keys of machines, beside those of the key file.
create table api_key (
  id uuid primary key,
  name text not null,
  -- SHA-256.
  hash bytea not null unique,
  created timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  removed timestamptz);
