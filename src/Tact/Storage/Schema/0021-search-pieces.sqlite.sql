-- Pieces of the search index are merged sixteen at a time: each word is written again less often, and a search looks at a few pieces more.
insert into contact_search (contact_search, rank) values ('automerge', 16);
insert into contact_search (contact_search, rank) values ('usermerge', 16);
insert into company_search (company_search, rank) values ('automerge', 16);
insert into company_search (company_search, rank) values ('usermerge', 16);
