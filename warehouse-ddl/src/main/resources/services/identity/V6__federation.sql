-- Who somebody is at another provider, and the account that it lets in to. Issuer and subject are all that it is found by.
create table sso_identity (
  issuer text not null,
  subject text not null,
  -- Our name of the provider when it was linked.
  provider text not null,
  account uuid not null references account (id),
  linked timestamptz not null,
  used timestamptz,
  primary key (issuer, subject),
  unique (account, issuer));

-- Nothing is left that lets in to an account that is closed, and who is there is free for another.
create function unlink_closed() returns trigger language plpgsql as $$
begin
  delete from identity.sso_identity where account = new.id;
  return null;
end $$;

create trigger account_closed after update of closed on account
  for each row when (new.closed is not null) execute function unlink_closed();

-- Who is on their way to another provider and back: once, in the browser that they left from.
create table sso_attempt (
  -- SHA-256 of what goes with them.
  state bytea primary key,
  -- SHA-256 of what their browser keeps.
  browser bytea not null,
  provider text not null,
  next text not null,
  -- The account that is to be linked, and the session that it was asked from.
  account uuid references account (id),
  session uuid,
  expires timestamptz not null);

create index sso_attempt_old on sso_attempt (expires);

-- Who has come from another provider and is known to no account.
create table sso_arrival (
  browser bytea primary key,
  provider text not null,
  issuer text not null,
  subject text not null,
  sid text,
  mail text,
  expires timestamptz not null);

create index sso_arrival_old on sso_arrival (expires);

-- By which session there a session came, or is to come once a second factor is shown.
create table sso_session (
  session uuid unique references session (id) on delete cascade,
  half uuid unique,
  issuer text not null,
  subject text not null,
  sid text,
  came timestamptz not null,
  check ((session is null) <> (half is null)));

create index sso_session_by_subject on sso_session (issuer, subject);
create index sso_session_by_sid on sso_session (issuer, sid);

-- What another provider said of who signed out there: each is taken once.
create table sso_logout (
  issuer text not null,
  id text not null,
  expires timestamptz not null,
  primary key (issuer, id));

create index sso_logout_old on sso_logout (expires);
