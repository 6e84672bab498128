-- Keys that titles are encrypted with, sealed.
create table content_key (
  kid bytea primary key check (length(kid) = 16),
  title text not null,
  -- Lines of the track that it opens; 0 is any.
  height integer not null,
  sealed bytea not null,
  who text not null,
  made timestamptz not null);

create index content_key_title on content_key (title, made);

-- Challenges that were used, until they are too old to be.
create table licence_challenge (
  hash bytea primary key,
  used timestamptz not null);

create index licence_challenge_used on licence_challenge (used);

-- Playback licences; the keys themselves are in none of them.
create table licence (
  id uuid primary key,
  person uuid not null,
  -- The session that it is bound to; none if a machine asked for somebody.
  session uuid,
  title text not null,
  play text not null,
  territory text,
  device text,
  height integer not null,
  issued timestamptz not null,
  expires timestamptz not null,
  renewals integer not null default 0,
  -- The newest change of rights that it was judged by.
  rights_version bigint not null,
  over timestamptz,
  why text);

create index licence_person on licence (person, issued desc);
create index licence_open on licence (expires) where over is null;
