-- When fraud's weights are learnt next, by the clock, and of how much it was last.
create table fraud_lesson (
  one boolean primary key default true check (one),
  next_at timestamptz not null,
  known bigint not null);

insert into fraud_lesson values (true, '1970-01-01', 0);
