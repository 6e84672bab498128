-- Boards that are sent by e-mail, and when next.
create table schedule (
  id uuid primary key,
  -- A group's, such as K1, or the id of a saved one.
  board text not null,
  -- Who asked, as in the audit log; it is sent with their rights.
  owner text not null,
  address text not null,
  -- Local time of day in that zone.
  at time not null,
  zone text not null,
  -- daily, weekdays or mondays.
  days text not null,
  -- en or zh.
  language text not null,
  next timestamptz not null,
  created timestamptz not null,
  unique (owner, board, address, at, zone, days));

create index schedule_next on schedule (next);
