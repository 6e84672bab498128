-- Since when the owner is to look at what else lets in: a password was set anew by a code. Null once they have looked.
alter table account add review timestamptz;
