-- An authenticator that shows one-time codes (RFC 6238); one an account.
create table totp (
  account uuid primary key references account (id),
  -- Sealed, for this account alone.
  secret bytea not null,
  -- Of the code that was used last: it and those before are good no longer.
  step bigint not null,
  since timestamptz not null);

-- One that is to take its place, once a code shows that its owner has it.
create table totp_begun (
  account uuid primary key references account (id),
  secret bytea not null,
  expires timestamptz not null);

create index totp_begun_old on totp_begun (expires);

-- A number that codes are sent to, shown to be its owner's; one an account.
create table sms_factor (
  account uuid primary key references account (id),
  number text not null,
  since timestamptz not null);

-- Codes for who has lost the rest; only what follows from them is kept.
create table backup_code (
  account uuid not null references account (id),
  hash bytea not null,
  used timestamptz,
  primary key (account, hash));

-- Wrong ones in a row: from each device that the account knows, and from everywhere else together.
create table factor_guess (
  account uuid not null references account (id),
  place text not null,
  wrong int not null,
  last timestamptz not null,
  -- No code is looked at before that.
  until timestamptz,
  primary key (account, place));

create index factor_guess_old on factor_guess (last);

-- With the account goes what its owner showed who they are by.
create function forget_factors() returns trigger language plpgsql as $$
begin
  delete from identity.totp where account = new.id;
  delete from identity.totp_begun where account = new.id;
  delete from identity.sms_factor where account = new.id;
  delete from identity.backup_code where account = new.id;
  delete from identity.factor_guess where account = new.id;
  return null;
end $$;

create trigger forget_factors after update of closed on account for each row
when (new.closed is not null) execute function forget_factors();
