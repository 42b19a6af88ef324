-- The homework before a contact (METHOD E): what is known with its source and day, what we sell to whom, which companies fit,
-- what to ask, and who plays which part in a company.

-- A fact is never changed: confirming it adds a row of the same root with a new day, taking it back marks it.
create table facts (
  id {id},
  root_id {integer},
  contact_id {integer},
  company_id {integer},
  text text not null,
  -- in words, or a link
  source text not null default '',
  learned_on text not null,
  assumption {integer} not null default 0,
  by_user {integer},
  created_at {integer} not null,
  replaced_by {integer},
  withdrawn_at {integer},
  withdrawn_by {integer},
  withdrawn_why text,
  check ((contact_id is null) <> (company_id is null))
) {strict};
create index facts_by_contact on facts(contact_id, id) where contact_id is not null;
create index facts_by_company on facts(company_id, id) where company_id is not null;

create table offerings (
  id {id},
  name text not null,
  name_key text not null,
  does text not null,
  changed_at {integer} not null,
  changed_by {integer},
  retired_at {integer}
) {strict};
create unique index offerings_by_name on offerings(name_key) where retired_at is null;

-- What sets an offering apart for one audience: industries and roles, several with commas; both empty means everybody.
create table offering_audiences (
  id {id},
  offering_id {integer} not null references offerings(id),
  industry text not null default '',
  role text not null default '',
  problem text not null default '',
  apart text not null default '',
  proof text not null default ''
) {strict};
create index offering_audiences_by_offering on offering_audiences(offering_id, id);

-- What an ideal client is like: a field of the company with a condition, or a question the seller answers with yes or no.
create table qualifiers (
  id {id},
  name text not null,
  weight {integer} not null,
  field text,
  condition text,
  value text not null default '',
  changed_at {integer} not null,
  changed_by {integer},
  retired_at {integer}
) {strict};

create table qualifier_answers (
  qualifier_id {integer} not null references qualifiers(id),
  company_id {integer} not null,
  answer text not null check (answer in ('yes', 'no')),
  by_user {integer},
  at {integer} not null,
  primary key (company_id, qualifier_id)
) {keyed};

-- The few companies a seller works on. What is taken off stays, with the reason.
create table focus_companies (
  id {id},
  owner_id {integer} not null references users(id),
  company_id {integer} not null,
  why text not null default '',
  added_at {integer} not null,
  added_by {integer},
  taken_off_at {integer},
  taken_off_by {integer},
  taken_off_why text
) {strict};
create unique index focus_companies_now on focus_companies(owner_id, company_id) where taken_off_at is null;
create index focus_companies_by_company on focus_companies(company_id);

-- The team's own questions; situations with commas, empty for all.
create table questions (
  id {id},
  text text not null,
  about text not null check (about in ('person', 'company')),
  situations text not null default '',
  position {integer} not null,
  changed_at {integer} not null,
  changed_by {integer},
  retired_at {integer}
) {strict};

-- The newest answer counts; earlier ones stay.
create table question_answers (
  id {id},
  question_id {integer} not null references questions(id),
  contact_id {integer},
  company_id {integer},
  answer text not null,
  answered_on text not null,
  by_user {integer},
  created_at {integer} not null,
  fact_id {integer},
  check ((contact_id is null) <> (company_id is null))
) {strict};
create index question_answers_by_contact on question_answers(contact_id, id) where contact_id is not null;
create index question_answers_by_company on question_answers(company_id, id) where company_id is not null;

-- The part a person plays in their company, and to whom they report there.
create table people_map (
  contact_id {integer} primary key,
  company_id {integer} not null,
  part text not null check (part in ('unknown', 'decides', 'influences', 'uses', 'keeps-the-gate')),
  reports_to {integer},
  by_user {integer},
  at {integer} not null
) {strict};
create index people_map_by_company on people_map(company_id);
create index people_map_by_chief on people_map(reports_to) where reports_to is not null;

insert into questions (text, about, situations, position, changed_at) values
  ('What does a good year look like for you in your role?', 'person', '', 10, 0),
  ('What takes more of your time than it should?', 'person', 'cold,enquiry,referral', 20, 0),
  ('What have you tried already, and what came of it?', 'person', 'enquiry,talked,proposal', 30, 0),
  ('What made you ask just now?', 'person', 'enquiry', 40, 0),
  ('What would have to be true for this to be worth your time?', 'person', 'talked,proposal', 50, 0),
  ('Who else will live with the decision, and what matters to them?', 'person', 'talked,proposal', 60, 0),
  ('What happens on your side between now and the decision?', 'person', 'proposal', 70, 0),
  ('How do you know the person who sent me, and what did they tell you?', 'person', 'referral', 80, 0),
  ('What has changed since we began working together?', 'person', 'client', 90, 0),
  ('Whom do you know who wrestles with the same thing?', 'person', 'client', 100, 0),
  ('How would you like me to stay in touch, and how often?', 'person', '', 110, 0),
  ('What is the company trying to change this year?', 'company', '', 200, 0),
  ('How is it done there today, and who does the work?', 'company', 'cold,enquiry,talked,referral', 210, 0),
  ('What does it cost them when it goes wrong?', 'company', 'enquiry,talked,proposal', 220, 0),
  ('How are decisions of this size made, and when is the budget set?', 'company', 'talked,proposal', 230, 0),
  ('Which other ways to solve it do they look at, doing nothing included?', 'company', 'talked,proposal', 240, 0);
