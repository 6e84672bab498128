-- What is credited and cannot go back the way it was paid is on the payer's balance.
alter table refund
  drop constraint refund_state_check,
  add constraint refund_state_check
    check (state in ('due', 'sending', 'unknown', 'completed', 'failed', 'credited'));

create index credit_note_by_refund on credit_note (refund) where refund is not null;
