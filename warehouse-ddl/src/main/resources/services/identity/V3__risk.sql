-- Sign-ups that were judged. Who it was and where from stand here as keyed hashes only, the address of the network cut to its
-- /24 or /48 before; they go after 90 days.
create table judged_sign_up (
  id uuid primary key,
  account uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('email', 'phone')),
  -- What addresses have in common that reach the same mailbox.
  address_mark bytea,
  -- The address itself.
  exact_mark bytea,
  domain_mark bytea,
  device_mark bytea,
  net_mark bytea,
  -- Client, provider and form of the address: what a script has in common with itself.
  look_mark bytea,
  -- The client, where it has no device.
  bare_mark bytea,
  score double precision not null,
  decision text not null check (decision in ('allow', 'step-up', 'deny')),
  would text not null check (would in ('allow', 'step-up', 'deny')),
  reasons jsonb not null);

create index judged_sign_up_by_account on judged_sign_up (account);
create index judged_sign_up_by_address on judged_sign_up (address_mark, at);
create index judged_sign_up_by_domain on judged_sign_up (domain_mark, at);
create index judged_sign_up_by_device on judged_sign_up (device_mark, at);
create index judged_sign_up_by_net on judged_sign_up (net_mark, at);
create index judged_sign_up_by_look on judged_sign_up (look_mark, at);
create index judged_sign_up_by_age on judged_sign_up (at);

-- By which sign-ups are judged: each rule gives points, by how often something was seen. One version at most is acted on.
create table sign_up_rules (
  version int primary key,
  mode text not null check (mode in ('live', 'shadow', 'retired')),
  body jsonb not null,
  author text not null,
  since timestamptz not null);

create unique index sign_up_rules_live on sign_up_rules (mode) where mode = 'live';

-- What each version said of a sign-up, whether it was acted on or not.
create table sign_up_verdict (
  sign_up uuid not null references judged_sign_up (id) on delete cascade,
  version int not null references sign_up_rules (version),
  shadow boolean not null,
  score double precision not null,
  would text not null,
  rules text[] not null,
  primary key (sign_up, version));

-- Challenges that were solved, so that none is taken for two.
create table sign_up_proof (
  challenge text primary key,
  account uuid not null,
  at timestamptz not null);

create index sign_up_proof_by_age on sign_up_proof (at);

-- Who is let in or kept out whatever the rules say, or for whom some rules do not count.
create table sign_up_list (
  id uuid primary key,
  verdict text not null check (verdict in ('allow', 'deny')),
  kind text not null check (kind in ('domain', 'address', 'net', 'device')),
  -- Of domains and networks.
  value text,
  -- Of addresses and devices.
  mark bytea,
  reason text not null,
  author text not null,
  until timestamptz,
  created timestamptz not null,
  check ((value is null) = (kind in ('address', 'device'))),
  check ((mark is null) = (kind in ('domain', 'net'))));

create unique index sign_up_list_values on sign_up_list (kind, value) where value is not null;
create unique index sign_up_list_marks on sign_up_list (kind, mark) where mark is not null;

-- What a sign-up was found to be, by whom.
create table sign_up_label (
  account uuid not null,
  author text not null,
  label text not null check (label in ('good', 'abuse')),
  source text not null check (source in ('appeal', 'agent', 'rule')),
  note text not null,
  at timestamptz not null,
  primary key (account, author));

create index sign_up_label_by_author on sign_up_label (author, at);

-- Of those who were refused and say that this is wrong.
create table sign_up_appeal (
  id uuid primary key,
  sign_up uuid not null unique references judged_sign_up (id) on delete cascade,
  account uuid not null,
  address_mark bytea not null,
  net_mark bytea,
  statement text,
  state text not null check (state in ('open', 'granted', 'refused')),
  created timestamptz not null,
  decided timestamptz,
  author text,
  note text);

create index sign_up_appeal_open on sign_up_appeal (created) where state = 'open';
create index sign_up_appeal_by_address on sign_up_appeal (address_mark, created);
create index sign_up_appeal_by_net on sign_up_appeal (net_mark, created);

insert into sign_up_rules values (1, 'live', '{
  "bias": -4, "stepUp": 0.5, "deny": 0.9,
  "rules": {
    "address_variants": [[1, 1.5], [2, 4.2], [3, 7]],
    "disposable_domain": [[1, 4.2]],
    "domain_alike_week": [[8, 2.5], [15, 4.2]],
    "domain_week": [[10, 1], [25, 4.2]],
    "phone_kind": [[1, 4.2]],
    "phone_block_hour": [[10, 4.2], [30, 7]],
    "device_accounts": [[2, 1], [3, 2.5], [4, 4.2], [8, 7]],
    "device_missing": [[1, 0.3]],
    "net_hour": [[15, 1], [30, 2.5], [60, 4.2]],
    "net_week": [[150, 1], [400, 2.5]],
    "net_alike_hour": [[5, 4.2]],
    "net_bare_hour": [[8, 3], [15, 5]],
    "net_alike_week": [[12, 4.2]],
    "net_bare_week": [[10, 2], [16, 4.2], [30, 7]],
    "agent_missing": [[1, 2]],
    "agent_scripted": [[1, 3]],
    "agent_contradicts": [[1, 2.5]],
    "headers_contradict": [[1, 2]],
    "forwarded_unbelieved": [[1, 0.3]],
    "known_abuse": [[1, 4.2]]}}', 'platform', now());
