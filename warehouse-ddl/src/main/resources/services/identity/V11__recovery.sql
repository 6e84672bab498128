-- Somebody has shown a first factor and says that all second ones are lost. They are believed after days in which every address of
-- the account was written to and nobody said no, and if two of our people agree.
create table recovery (
  id uuid primary key,
  account uuid not null references account (id),
  -- SHA-256 of what whoever asks keeps.
  ticket bytea not null unique,
  statement text,
  network text not null,
  agent text not null,
  state text not null check (state in ('waiting', 'refused', 'stopped', 'over', 'done')),
  created timestamptz not null,
  due timestamptz not null,
  expires timestamptz not null,
  -- When the owner is written to next; null once that is over.
  remind timestamptz,
  ended timestamptz,
  ended_by text);

create unique index recovery_open on recovery (account) where state = 'waiting';
create index recovery_by_account on recovery (account, ended);
create index recovery_remind on recovery (remind) where state = 'waiting';
create index recovery_expires on recovery (expires) where state = 'waiting';

-- What our people say of one.
create table recovery_word (
  recovery uuid not null references recovery (id) on delete cascade,
  author text not null,
  verdict text not null check (verdict in ('approve', 'refuse')),
  note text not null,
  at timestamptz not null,
  primary key (recovery, author));
