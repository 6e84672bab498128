-- Arrangements of numbers that somebody saved. The twelve groups' own boards follow from the definitions and are not here.
create table board (
  id uuid primary key,
  -- Who asked, as in the audit log.
  owner text not null,
  name text not null,
  -- List of tiles, as it is told.
  tiles jsonb not null,
  -- Whether others who may see numbers can open it by its link.
  shared boolean not null,
  version int not null,
  updated timestamptz not null);

create index board_owner on board (owner, name);

-- What a number is meant to be. One for each measure, length of period and slice.
create table target (
  kpi text not null,
  measure text not null,
  grain text not null,
  slice text not null,
  level numeric(38, 12) not null,
  owner text not null,
  updated timestamptz not null,
  primary key (kpi, measure, grain, slice));
