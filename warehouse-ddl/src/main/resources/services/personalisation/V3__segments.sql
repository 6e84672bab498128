-- Segments of people; the newest version of each.
create table segment (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null check (version > 0),
  name_en text not null,
  name_zh text not null,
  -- In CEL, over what is known of a person.
  expression text not null,
  -- Nobody is targeted by it, however large it is.
  sensitive boolean not null,
  retired boolean not null,
  who text not null,
  at timestamptz not null,
  -- How many are in it; changed with its members only.
  size bigint not null default 0 check (size >= 0),
  -- By the database's clock: for those who keep it in memory.
  changed timestamptz not null default now());

create index segment_changed on segment (changed);

-- What each version said: never changed.
create table segment_version (
  segment text not null references segment (id),
  version int not null,
  expression text not null,
  sensitive boolean not null,
  retired boolean not null,
  who text not null,
  at timestamptz not null,
  primary key (segment, version));

-- Each coming and going has a number.
create sequence segment_transition;

-- Who is in which segment. Who left stays as a row, so that whoever follows sees it.
create table segment_member (
  segment text not null references segment (id),
  person uuid not null,
  inside boolean not null,
  -- Since when, by our clock.
  since timestamptz not null,
  number bigint not null,
  changed timestamptz not null default now(),
  primary key (segment, person));

create index segment_member_changed on segment_member (changed);
create index segment_member_person on segment_member (person) where inside;
create index segment_member_pages on segment_member (segment, number) where inside;

-- How large each was when a UTC day ended, or is now.
create table segment_day (
  segment text not null references segment (id),
  day date not null,
  size bigint not null,
  entered bigint not null,
  gone bigint not null,
  primary key (segment, day));
