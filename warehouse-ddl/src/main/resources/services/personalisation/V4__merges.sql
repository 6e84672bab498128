create sequence merge_transition;

-- Pseudonyms under which somebody did things before they signed in, and whose they are taken to be. What was split stays as a row,
-- so that whoever follows sees it, and so that signing in there does not undo it.
create table merge (
  other uuid primary key,
  person uuid not null,
  split boolean not null,
  -- sign-in, or asked: who had it merged last.
  how text not null check (how in ('sign-in', 'asked')),
  at timestamptz not null,
  -- Each merging and splitting has a number.
  number bigint not null,
  changed timestamptz not null default now(),
  check (other <> person));

create index merge_person on merge (person);
create index merge_changed on merge (changed);
