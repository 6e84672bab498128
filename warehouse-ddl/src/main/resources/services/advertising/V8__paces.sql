-- How each line item is paced, with all that the next minute needs to go on from there.
create table pace (
  line_item uuid primary key,
  at timestamptz not null,
  share double precision not null check (share between 0 and 1),
  urgency double precision not null check (urgency >= 1),
  planned double precision not null,
  delivered double precision not null,
  yielded double precision not null,
  tried double precision not null,
  behind double precision not null,
  anchored timestamptz not null,
  anchor double precision not null,
  told_share double precision not null,
  changed timestamptz not null default now());

create index pace_changed on pace (changed);
