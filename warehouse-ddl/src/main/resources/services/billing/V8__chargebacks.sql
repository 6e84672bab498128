-- A bank may take back money that came wrong before anybody decided on it: then there is nothing to decide on, until it comes again.
alter table dispute
  drop constraint dispute_state_check,
  add constraint dispute_state_check check (state in ('open', 'accepted', 'returned', 'kept', 'taken_back'));

-- The money that came wrong and was taken back; null if what was taken back was ours.
alter table chargeback add column dispute uuid references dispute (id);

-- What an entry is about: what a bank gave back after all is apart from what was taken first, for it is as much.
create function ledger_subject(reason text) returns text language sql immutable parallel safe as $$
  select split_part(reason, '/', 2) || case when reason like 'chargeback/%/won' then '/won' else '' end
$$;

drop index ledger_entry_by_subject;
create index ledger_entry_by_subject on ledger_entry (ledger_subject(reason));
