-- What is no more is told, too: a record without a value, for topics that keep the newest of each key.
alter table outbox alter column value drop not null;

-- The last hour is asked for, and what is older than a day is forgotten.
create index published_by_minute on published (minute);
