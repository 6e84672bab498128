-- Who works here, as what. An account has one role at most; what is over is kept.
create table staff (
  id uuid primary key,
  account uuid not null references account (id),
  role text not null check (role in ('agent', 'moderator', 'analyst', 'operator', 'admin')),
  -- Within the role, in tokens and in the audit log.
  name text not null,
  asked timestamptz not null,
  asked_by text not null,
  -- Since when it is theirs; null while a second admin must agree.
  held timestamptz,
  agreed_by text,
  ended timestamptz,
  ended_by text);

create unique index staff_by_account on staff (account) where ended is null;
create unique index staff_by_name on staff (name) where ended is null;

-- With the account goes the role.
create function end_staff() returns trigger language plpgsql as $$
begin
  update identity.staff set ended = new.closed, ended_by = 'owner' where account = new.id and ended is null;
  return null;
end $$;

create trigger end_staff after update of closed on account for each row
when (new.closed is not null) execute function end_staff();
