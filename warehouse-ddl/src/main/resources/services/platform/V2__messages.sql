-- What is to be sent to people. Whom it is for and what it says go as soon as it is sent, or cannot be any more; for a day
-- or two a mark remains by which those for the same recipient, and for numbers of the same block, can be counted.
create table message (
  id uuid primary key,
  kind text not null check (kind in ('mail', 'sms')),
  purpose text not null,
  recipient text,
  country text,
  subject text,
  body text,
  recipient_mark bytea not null,
  block_mark bytea,
  state text not null check (state in ('due', 'sending', 'sent', 'failed', 'expired')),
  attempt int not null,
  -- How often it was handed over and nobody said what became of it.
  unknowns int not null,
  -- How often its cost was put down.
  charged int not null,
  cost_micros bigint not null,
  -- What the SMS centre knows its parts by.
  parts text[] not null,
  receipt text,
  code text,
  next_at timestamptz not null,
  until timestamptz not null,
  created timestamptz not null,
  check ((recipient is null) = (state in ('sent', 'failed', 'expired'))),
  check ((body is null) = (state in ('sent', 'failed', 'expired'))),
  check (subject is null or recipient is not null));

create index message_next on message (next_at) where state in ('due', 'sending');
create index message_by_recipient on message (recipient_mark, created);
create index message_by_block on message (block_mark, created);
create index message_by_part on message using gin (parts);
create index message_by_age on message (created);

-- What marks are made with: one a day, gone soon after, and with it whose the marks were.
create table message_salt (
  day date primary key,
  salt bytea not null);

-- What text messages cost each day, in all ('*') and by country; kept below the caps by what adds to it.
create table sms_spend (
  day date not null,
  scope text not null,
  micros bigint not null,
  messages bigint not null,
  primary key (day, scope));
