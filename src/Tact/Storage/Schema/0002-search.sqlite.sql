create virtual table contact_search using fts5(search_key, content='contacts', content_rowid='id', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
create virtual table company_search using fts5(search_key, content='companies', content_rowid='id', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
