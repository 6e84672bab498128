-- Facts that are part of a transaction and have yet to reach Kafka; a row goes when Kafka has it.
create table outbox (
  id bigint generated always as identity primary key,
  system text not null,
  topic text not null,
  key bytea not null,
  value bytea not null,
  headers jsonb not null,
  created timestamptz not null default clock_timestamp());

-- How many facts of each system Kafka has, by the minute.
create table published (
  system text not null,
  minute timestamptz not null,
  facts bigint not null,
  primary key (system, minute));

-- What was answered to a request that bore a key, so that sending it again answers the same.
create table idempotency (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  location text,
  answer text,
  created timestamptz not null,
  primary key (caller, key));

create index idempotency_by_age on idempotency (created);

-- Who did what; added to in the transaction of what was done. Position and hash come soon after and make a chain of
-- the entries: each hash covers the one before, so that none can be changed or taken out unseen.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  caller text not null,
  role text not null,
  action text not null,
  object text not null,
  request text not null,
  position bigint unique,
  hash text);

create index audit_loose on audit (id) where position is null;

-- As db-scheduler wants it.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance));

create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
