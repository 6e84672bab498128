-- What the job API was asked to run, and what became of it. A run keeps its id when it is tried again.
create table run (
  id bigint generated always as identity (start with 0 minvalue 0) primary key,
  token text unique,
  request jsonb not null,
  file text not null,
  args text[] not null,
  name text not null,
  owner text not null,
  state text not null check (state in
    ('not_started', 'starting', 'running', 'shutting_down', 'success', 'dead', 'killed')),
  attempt int not null default 1,
  -- Whether its order came again while it was being cancelled.
  wanted boolean not null default false,
  queued_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  exit_code int,
  failure text,
  result jsonb
);

-- What waits or is under way is asked for several times a second.
create index run_open on run (queued_at, id) where state in ('not_started', 'starting', 'running', 'shutting_down');
