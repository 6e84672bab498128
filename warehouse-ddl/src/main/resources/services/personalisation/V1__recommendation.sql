-- Titles that people do not want to be shown again. What is let in again stays as a row, so that whoever follows sees it.
create table blocked (
  person uuid not null,
  title text not null,
  blocked boolean not null,
  -- By the database's clock: for those who keep it in memory.
  changed timestamptz not null default now(),
  primary key (person, title));

create index blocked_changed on blocked (changed);

-- What each outcome of showing a title is worth to the business; the newest holds.
create table weights (
  version bigint generated always as identity primary key,
  start_weight numeric not null check (start_weight between -10 and 10),
  complete_weight numeric not null check (complete_weight between -10 and 10),
  like_weight numeric not null check (like_weight between -10 and 10),
  share_weight numeric not null check (share_weight between -10 and 10),
  dismiss_weight numeric not null check (dismiss_weight between -10 and 10),
  churn_weight numeric not null check (churn_weight between -10 and 10),
  reason text not null,
  who text not null,
  at timestamptz not null,
  changed timestamptz not null default now());
