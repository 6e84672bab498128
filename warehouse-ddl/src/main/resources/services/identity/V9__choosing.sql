-- Whether it was said who watches. Where the owner's profile asks for a PIN, whoever comes in says so first.
alter table session add chosen boolean not null default true;
