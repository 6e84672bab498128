-- When a profile's age limit changed, or the profile went: who keeps limits in memory reads what is new.
alter table profile add column limit_changed timestamptz not null default now();

create index profile_limit_changed on profile (limit_changed);

create function note_limit() returns trigger language plpgsql as $$
begin
  new.limit_changed := now();
  return new;
end $$;

create trigger profile_limit before update of most_age, removed on profile
  for each row when (old.most_age is distinct from new.most_age or old.removed is distinct from new.removed)
  execute function note_limit();
