-- What people are found by: 'e:' domain@mailbox, 'p:' number, 'n:' folded name, 'f:' the first two letters of the folded family name.
-- A key that holds no longer does no harm: whoever finds people by it looks at the people too.
create table contact_keys (
  key text collate "C" not null,
  contact_id bigint not null
);

insert into contact_keys (key, contact_id)
select 'e:' || case when strpos(address_key, '@') > 0 then substr(address_key, strpos(address_key, '@') + 1) || '@' || substr(address_key, 1, strpos(address_key, '@') - 1) else address_key end, contact_id
from addresses
where kind = 'email'
union all
select 'p:' || address_key, contact_id from addresses where kind = 'phone'
union all
select 'n:' || name_key, id from contacts
union all
select 'f:' || substr(family_key, 1, 2), id from contacts where family_key <> '';

alter table contact_keys add primary key (key, contact_id);

drop index contacts_by_name;
drop index contacts_by_family;
drop index contacts_by_name_prefix;
drop index contacts_by_family_prefix;
drop index addresses_by_key;

-- Up to which number the new companies of an import are found by a search, as indexed_to for its people.
alter table imports add column companies_indexed_to {integer} not null default 0;
update imports set companies_indexed_to = coalesce((select max(id) from companies where companies.import_id = imports.id), 0);
