-- Counts the changes of rights. Whoever changes them holds this row until it is so for good: the
-- order of the numbers is the order in which the changes are seen.
create table rights_state (
  one boolean primary key default true check (one),
  version bigint not null);

insert into rights_state (version) values (0);

-- What may be offered where, when and how; what has ended stays.
create table rights_grant (
  id uuid primary key,
  number bigint generated always as identity unique,
  version bigint not null,
  title text not null,
  licensor text not null,
  -- What the licensor calls it.
  reference text,
  -- ISO 3166-1 alpha-2; * is everywhere.
  territories text[] not null,
  except_territories text[] not null,
  models text[] not null,
  -- Empty is all.
  devices text[] not null,
  greatest_height integer,
  exclusive boolean not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  -- Whose days the window was told in.
  zone text,
  holdback_models text[] not null,
  holdback_until timestamptz,
  fee numeric check (fee >= 0),
  currency text,
  -- Ended before its time.
  ended timestamptz,
  end_told boolean not null default false,
  who text not null,
  made timestamptz not null,
  changed timestamptz not null);

create index rights_grant_version on rights_grant (version, number);
create index rights_grant_title on rights_grant (title, number);
create index rights_grant_licensor on rights_grant (licensor, number);
create unique index rights_grant_reference on rights_grant (licensor, reference)
  where reference is not null;
create index rights_grant_until on rights_grant (valid_until) where not end_told;
create index rights_grant_ended on rights_grant (ended) where not end_told and ended is not null;

-- That a grant ends soon; each is told once, also if the window is moved and moved back.
create table rights_alert (
  number bigint generated always as identity primary key,
  grant_id uuid not null references rights_grant,
  days integer not null,
  valid_until timestamptz not null,
  raised timestamptz not null,
  done timestamptz,
  done_by text,
  unique (grant_id, days, valid_until));

create index rights_alert_open on rights_alert (number desc) where done is null;
