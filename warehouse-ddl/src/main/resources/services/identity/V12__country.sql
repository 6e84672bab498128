-- Where who signs up lives, as they say: ISO 3166-1 alpha-2.
alter table sign_up add column country text;
