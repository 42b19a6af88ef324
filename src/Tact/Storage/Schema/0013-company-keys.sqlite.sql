-- The people of a company are found by 'c:' keys, which an import enters late and in order; its index cost an import half a page a person.
insert into contact_keys (key, contact_id) select 'c:' || company_id, id from contacts indexed by contacts_by_company where company_id is not null order by company_id;

-- Without that index the foreign key would look through all people for each company that is removed. Only the undo of an import removes
-- companies, and it looks for their people itself.
pragma writable_schema = on;
update sqlite_schema set sql = replace(sql, 'company_id integer references companies(id)', 'company_id integer') where type = 'table' and name = 'contacts';
pragma writable_schema = reset;
drop index contacts_by_company;

-- Pieces of the search index are merged a few pages at a time, never all at once in the middle of somebody's write.
insert into contact_search (contact_search, rank) values ('crisismerge', 1000);
insert into company_search (company_search, rank) values ('crisismerge', 1000);
insert into contact_search (contact_search, rank) values ('usermerge', 8);
insert into company_search (company_search, rank) values ('usermerge', 8);
