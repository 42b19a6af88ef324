-- Up to which number the new people of an import are found by a search; the rest follows in slices.
alter table imports add column indexed_to {integer} not null default 0;
update imports set indexed_to = coalesce((select max(id) from contacts where contacts.import_id = imports.id), 0);
