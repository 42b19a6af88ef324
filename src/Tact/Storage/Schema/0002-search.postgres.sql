create extension if not exists pg_trgm;
create index contact_search on contacts using gin (search_key gin_trgm_ops);
create index company_search on companies using gin (search_key gin_trgm_ops);
create index contacts_by_name_prefix on contacts(name_key text_pattern_ops);
create index contacts_by_family_prefix on contacts(family_key text_pattern_ops);
create index companies_by_name_prefix on companies(name_key text_pattern_ops);
