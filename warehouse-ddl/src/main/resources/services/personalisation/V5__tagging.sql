-- What of a title was read for tags, or is to be: its text, its subtitles in a language, a clip.
create table tag_source (
  title text not null,
  -- text, subtitles:<language> or clip:<file>
  source text not null,
  -- Of what was read: read again when it is another, or the model is.
  digest text not null,
  model text not null,
  state text not null check (state in ('waiting', 'done', 'failed')),
  -- Why it failed, in words for who asked.
  problem text,
  who text not null,
  at timestamptz not null,
  primary key (title, source),
  check ((state = 'failed') = (problem is not null)));

create index tag_source_waiting on tag_source (at) where state = 'waiting';

-- What each of them says, newest reading only.
create table tag_evidence (
  title text not null,
  source text not null,
  tag text not null,
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  -- What speaks for it, JSON.
  evidence jsonb not null,
  primary key (title, source, tag),
  foreign key (title, source) references tag_source);

-- A tag of a title, in its life: suggested, accepted or rejected by somebody, gone when nothing speaks for it any more.
create table tag (
  number bigint generated always as identity unique,
  title text not null,
  tag text not null,
  state text not null check (state in ('suggested', 'accepted', 'rejected', 'gone')),
  -- Of the source that is surest; as it was when somebody decided.
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  model text not null,
  evidence jsonb not null,
  -- What spoke for it whenever somebody rejected it: that alone does not suggest it again.
  rejected_keys text[] not null default '{}',
  -- Grows with each change that is told.
  revision int not null,
  suggested timestamptz not null,
  decided timestamptz,
  who text,
  reason text,
  -- By the database's clock: for those who keep it in memory.
  changed timestamptz not null default now(),
  primary key (title, tag),
  check ((state in ('accepted', 'rejected')) = (decided is not null)),
  check ((decided is null) = (who is null)));

create index tag_changed on tag (changed);
create index tag_decided on tag (tag) where state in ('accepted', 'rejected');

-- What waits for people: the least certain first, or the surest.
create index tag_least_certain on tag
  ((((1000 - abs((confidence * 2000)::int - 1000)))::bigint * 1000000000000 + number))
  where state = 'suggested';
create index tag_surest on tag ((((confidence * 1000)::int)::bigint * 1000000000000 + number))
  where state = 'suggested';
