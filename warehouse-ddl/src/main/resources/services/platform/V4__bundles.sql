-- A row of the outbox may hold many facts of one transaction.
alter table platform.outbox add column facts int not null default 1;
