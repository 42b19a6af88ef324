-- One schema for both databases. {id}, {integer}, {blob}, {strict} and {keyed} (kept in the order of its primary key) are the only words that differ.
-- Instants are Unix milliseconds, dates are text yyyy-MM-dd, truth is 0 or 1, json is text.

create table users (
  id {id},
  email text not null,
  email_key text not null unique,
  name text not null,
  role text not null check (role in ('seller', 'manager', 'admin')),
  password_hash text,
  code_hash text,
  code_expires_at {integer},
  zone text,
  capacity {integer} not null default 30,
  days_off text not null default '{}',
  single_keys {integer} not null default 1,
  created_at {integer} not null,
  disabled_at {integer}
) {strict};

create table sessions (
  token_hash text primary key,
  user_id {integer} not null references users(id),
  created_at {integer} not null,
  seen_at {integer} not null,
  expires_at {integer} not null,
  revoked_at {integer},
  agent text
) {strict};
create index sessions_by_user on sessions(user_id);

create table api_tokens (
  id {id},
  user_id {integer} not null references users(id),
  name text not null,
  token_hash text not null unique,
  created_at {integer} not null,
  used_at {integer},
  revoked_at {integer}
) {strict};
create index api_tokens_by_user on api_tokens(user_id);

create table settings (
  name text primary key,
  value text not null
) {strict};

create table companies (
  id {id},
  name text not null,
  name_key text not null,
  site text,
  domain text,
  industry text,
  phone text,
  street text,
  city text,
  region text,
  postcode text,
  country text,
  zone text,
  tags text not null default '',
  facts text not null default '{}',
  search_key text not null default '',
  import_id {integer},
  created_at {integer} not null
) {strict};
create index companies_by_name on companies(name_key);
create index companies_by_domain on companies(domain) where domain is not null;

create table contacts (
  id {id},
  company_id {integer} references companies(id),
  name text not null,
  given text,
  family text,
  name_key text not null,
  family_key text not null default '',
  role text,
  department text,
  email text,
  phone text,
  street text,
  city text,
  region text,
  postcode text,
  country text,
  zone text,
  language text,
  website text,
  tags text not null default '',
  labels text not null default '',
  source text,
  referred_by {integer} references contacts(id),
  facts text not null default '{}',
  search_key text not null default '',
  import_id {integer},
  version {integer} not null default 1,
  created_by {integer},
  created_at {integer} not null,
  erased_at {integer}
) {strict};
create index contacts_by_company on contacts(company_id);
create index contacts_by_name on contacts(name_key);
create index contacts_by_family on contacts(family_key);
create index contacts_by_import on contacts(import_id) where import_id is not null;
create index contacts_by_referrer on contacts(referred_by) where referred_by is not null;

-- Every way to reach a contact; key is the normalised form that finds duplicates.
create table addresses (
  contact_id {integer} not null references contacts(id),
  kind text not null check (kind in ('email', 'phone')),
  address_key text not null,
  value text not null,
  position {integer} not null,
  dead_at {integer},
  primary key (contact_id, kind, address_key)
) {keyed};
create index addresses_by_key on addresses(address_key, kind);

create table follow_ups (
  id {id},
  contact_id {integer} not null references contacts(id),
  company_id {integer},
  owner_id {integer} not null references users(id),
  matter text not null,
  matter_key text not null,
  situation text not null,
  preset text not null,
  cadence text not null,
  started_at {integer} not null,
  start_on text not null,
  -- the stored decision: a cache of the fold of the timeline, never of now
  state text not null,
  kind {integer} not null default 0,
  step text,
  channel text,
  due_on text,
  due_at {integer},
  approach {integer} not null default 0,
  approach_of {integer},
  call_window text not null default '',
  last_touch_at {integer},
  last_two_way_at {integer},
  answer text,
  details text not null default '{}',
  import_id {integer},
  version {integer} not null default 1
) {strict};
create index follow_ups_by_contact on follow_ups(contact_id);
create index follow_ups_today on follow_ups(owner_id, kind, due_on, id) where due_on is not null;
create index follow_ups_by_state on follow_ups(owner_id, state, due_on, id);
create index follow_ups_by_company on follow_ups(company_id, matter_key, owner_id, last_two_way_at) where company_id is not null;

-- The append-only record of everything sent, said, heard and promised (METHOD C2).
create table timeline (
  id {id},
  contact_id {integer} not null references contacts(id),
  company_id {integer},
  follow_up_id {integer},
  kind text not null,
  at {integer} not null,
  recorded_at {integer} not null,
  by_user {integer},
  channel text,
  direction text,
  outcome text,
  note text,
  offer text,
  data text,
  touch_key text,
  cold {integer} not null default 0,
  touch_id {integer},
  import_id {integer},
  corrects {integer},
  undone_by {integer}
) {strict};
create index timeline_by_contact on timeline(contact_id, at, id);
create index timeline_cold on timeline(company_id, at, contact_id) where cold = 1 and undone_by is null;
create index timeline_by_user on timeline(by_user, id) where by_user is not null;
create unique index timeline_by_key on timeline(touch_key, contact_id) where touch_key is not null;

-- A no, in its scope, for ever (METHOD B1). The keyed hash of an address outlives the person's data.
create table suppressions (
  id {id},
  contact_id {integer},
  scope text not null check (scope in ('matter', 'email', 'phone', 'all')),
  matter_key text,
  address_hash text,
  entry_id {integer},
  created_at {integer} not null,
  created_by {integer},
  lifted_at {integer},
  lifted_by {integer},
  evidence text
) {strict};
create index suppressions_by_contact on suppressions(contact_id) where contact_id is not null;
create index suppressions_by_hash on suppressions(address_hash) where address_hash is not null;

-- How many follow-ups each owner has, by state, kind and due day; kept in the write.
create table due_counts (
  owner_id {integer} not null,
  state text not null,
  kind {integer} not null,
  due_on text not null,
  n {integer} not null,
  primary key (owner_id, state, kind, due_on)
) {keyed};

-- Planned touches recorded per owner and day, so that the day's capacity can be used up.
create table day_counts (
  owner_id {integer} not null,
  day text not null,
  planned {integer} not null default 0,
  touches {integer} not null default 0,
  primary key (owner_id, day)
) {keyed};

-- Follow-ups whose stored decision is to be taken again in the background.
create table rechecks (
  follow_up_id {integer} primary key,
  queued_at {integer} not null
) {strict};

create table requests (
  request_key text not null,
  user_id {integer} not null,
  body_hash text not null,
  status {integer} not null,
  response text not null,
  at {integer} not null,
  primary key (user_id, request_key)
) {strict};

create table imports (
  id {id},
  file_name text not null,
  by_user {integer},
  owner_id {integer},
  tag text,
  mapping text,
  state text not null,
  rows_total {integer},
  rows_done {integer} not null default 0,
  bytes_total {integer},
  bytes_done {integer} not null default 0,
  created {integer} not null default 0,
  updated {integer} not null default 0,
  skipped {integer} not null default 0,
  suppressed_email {integer} not null default 0,
  suppressed_phone {integer} not null default 0,
  suppressed_all {integer} not null default 0,
  worker text,
  seen_at {integer},
  started_at {integer} not null,
  finished_at {integer},
  undone_at {integer},
  error text
) {strict};

create table import_rows (
  import_id {integer} not null references imports(id),
  row_number {integer} not null,
  action text not null,
  contact_id {integer},
  why text,
  field text,
  before text,
  primary key (import_id, row_number)
) {keyed};

create table import_problems (
  id {id},
  import_id {integer} not null references imports(id),
  row_number {integer} not null,
  field text not null,
  problem text not null
) {strict};
create index import_problems_by_import on import_problems(import_id, id);
