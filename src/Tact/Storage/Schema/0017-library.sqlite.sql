-- Things of value that can be given. Lists of words are kept as they are read, divided by commas; topic_keys holds the folded topics, each between semicolons.
create table assets (
  id {id},
  title text not null,
  title_key text not null unique,
  -- since when the title is this one: touches recorded before do not mean this asset
  titled_at {integer} not null,
  kind text not null,
  does text not null,
  body text,
  link text,
  topics text not null default '',
  topic_keys text not null default '',
  industries text not null default '',
  helps text not null default '',
  language text,
  fresh_until text,
  kind_for text not null default '',
  search_key text not null default '',
  added_by {integer} references users(id),
  added_at {integer} not null,
  changed_at {integer} not null,
  archived_at {integer},
  -- grows over all assets with every change, so that what is held in memory can be kept up to date
  revision {integer} not null
) {strict};
create index assets_by_revision on assets(revision);

create table asset_files (
  asset_id {integer} primary key references assets(id),
  name text not null,
  type text not null,
  size {integer} not null,
  content {blob} not null
) {strict};

-- Which touch gave whom what, and the first two-way contact after it: a cache of the fold of their timeline.
create table asset_gifts (
  contact_id {integer} not null,
  entry_id {integer} not null,
  asset_id {integer} not null references assets(id),
  at {integer} not null,
  answered_at {integer},
  primary key (contact_id, entry_id)
) {keyed};
create index asset_gifts_by_asset on asset_gifts(asset_id, contact_id, at);

create virtual table asset_search using fts5(search_key, content='assets', content_rowid='id', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
