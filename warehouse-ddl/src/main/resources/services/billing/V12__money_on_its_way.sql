-- A term or grace is over, and what follows waits until it is known what became of money: whoever it serves goes on.
alter table subscription add column waits boolean not null default false;
