-- How far an order is invoiced, and what of that was too little for the currency's smallest unit, or too much.
create table invoiced (
  ad_order uuid primary key references ad_order (id),
  through date not null,
  remainder_micros bigint not null default 0);

-- What an advertiser owes of an order: what was booked and not invoiced before, and what was carried, rounded once.
create table ad_invoice (
  id uuid primary key,
  number bigint generated always as identity unique,
  advertiser uuid not null references advertiser (id),
  ad_order uuid not null references ad_order (id),
  -- Last day, UTC, of what it is for.
  through date not null,
  currency text not null,
  booked_micros bigint not null,
  carried_micros bigint not null,
  amount_micros bigint not null,
  remainder_micros bigint not null,
  issued timestamptz not null,
  check (booked_micros + carried_micros = amount_micros + remainder_micros));

create index ad_invoice_advertiser on ad_invoice (advertiser, number);

create table ad_invoice_line (
  invoice uuid not null references ad_invoice (id),
  line_item uuid not null,
  name text not null,
  impressions bigint not null,
  booked_micros bigint not null,
  primary key (invoice, line_item));

create index ad_invoice_line_item on ad_invoice_line (line_item);
