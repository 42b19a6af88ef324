-- Do-not-call lists. A list is brought in under a new number of its own; when all its entries are there, it takes the place of the one
-- before it in one stroke. Numbers are kept as what they are, digits with country code; addresses in small letters.
create table screen_lists (
  id {id},
  name text not null,
  as_of text not null,
  file_name text not null,
  country text,
  state text not null check (state in ('coming', 'ready', 'going')),
  lines {integer} not null default 0,
  entries {integer} not null default 0,
  unreadable {integer} not null default 0,
  problems text not null default '[]',
  brought_at {integer} not null,
  brought_by {integer}
) {strict};
create unique index screen_lists_ready on screen_lists(name) where state = 'ready';

create table screened_phones (
  list_id {integer} not null,
  phone {integer} not null,
  primary key (list_id, phone)
) {keyed};

create table screened_emails (
  list_id {integer} not null,
  email text not null,
  primary key (list_id, email)
) {keyed};

-- Which law somebody comes under, when address and number do not tell; and as whom: company, sole-trader, consumer.
alter table contacts add column law_place text;
alter table contacts add column law_as text;

-- Touches outside a no or a law are shown to admins (METHOD B10).
create index timeline_breaches on timeline(id) where kind = 'touch' and (data like '%"law:%' or data like '%"B1"%');
