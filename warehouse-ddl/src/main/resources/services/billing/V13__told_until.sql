-- Until when whoever it serves was told that it goes on; told again when that is over and it goes on still.
alter table subscription add column waits_until timestamptz;
alter table subscription drop column waits;
