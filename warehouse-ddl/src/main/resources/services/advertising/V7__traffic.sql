-- How many breaks asked for ads in each quarter of an hour, of all processes together; kept for 28 days.
create table traffic (
  quarter timestamptz primary key,
  breaks bigint not null check (breaks >= 0));
