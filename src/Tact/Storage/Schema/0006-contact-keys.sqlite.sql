-- What people are found by, in the order of the keys: 'e:' domain@mailbox, 'p:' number, 'n:' folded name, 'f:' the first two letters of the folded family name.
-- A key that holds no longer does no harm: whoever finds people by it looks at the people too.
create table contact_keys (
  key text not null,
  contact_id integer not null,
  primary key (key, contact_id)
) strict, without rowid;

-- People with a greater number have just been imported: their keys are entered later, many at once and in order.
-- removals tells whoever remembers people by their numbers that some are gone.
create table keyed (
  keyed_to integer not null,
  removals integer not null default 0
) strict;
insert into keyed (keyed_to) values (9223372036854775807);

-- The latest addresses that people were given by hand, for imports that remember which addresses nobody has.
create table key_changes (
  id integer primary key,
  key text not null
) strict;

-- Each kind in the order of its keys or nearly, from an index where there is one: sorting everything at once would take much memory.
insert into contact_keys (key, contact_id)
select 'e:' || case when instr(address_key, '@') > 0 then substr(address_key, instr(address_key, '@') + 1) || '@' || substr(address_key, 1, instr(address_key, '@') - 1) else address_key end as key, contact_id
from addresses
where kind = 'email'
order by 1, 2;
insert or ignore into contact_keys (key, contact_id) select 'f:' || substr(family_key, 1, 2), id from contacts indexed by contacts_by_family where family_key > '' order by family_key;
insert into contact_keys (key, contact_id) select 'n:' || name_key, id from contacts indexed by contacts_by_name where name_key >= '' order by name_key;
insert into contact_keys (key, contact_id) select 'p:' || address_key, contact_id from addresses indexed by addresses_by_key where address_key >= '' and kind = 'phone' order by address_key;

drop index contacts_by_name;
drop index contacts_by_family;
drop index addresses_by_key;

-- Up to which number the new companies of an import are found by a search, as indexed_to for its people.
alter table imports add column companies_indexed_to {integer} not null default 0;
update imports set companies_indexed_to = coalesce((select max(id) from companies where companies.import_id = imports.id), 0);

-- Pieces of the search index are merged eight at a time in place of four: an import makes many.
insert into contact_search (contact_search, rank) values ('automerge', 8);
