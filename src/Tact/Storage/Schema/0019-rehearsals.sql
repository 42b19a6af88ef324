-- Words that a seller rehearses, what was recorded of them, and what colleagues who were asked had to say.

create table rehearsals (
  id {id},
  owner_id {integer} not null references users(id),
  contact_id {integer},
  name text not null,
  script text not null,
  -- the language of the script, two letters
  language text not null default 'en',
  created_at {integer} not null
) {strict};
create index rehearsals_by_owner on rehearsals(owner_id, id);
create index rehearsals_by_contact on rehearsals(contact_id) where contact_id is not null;

create table recordings (
  id {id},
  rehearsal_id {integer} not null references rehearsals(id),
  type text not null,
  -- milliseconds as the browser measured them; null where a file was chosen
  length_ms {integer},
  size {integer} not null,
  content {blob} not null,
  -- the script as it was when this was spoken
  script text not null,
  -- what the speaker heard in it, a json object of question and answer
  heard text not null default '{}',
  next_time text,
  created_at {integer} not null,
  kept_until {integer}
) {strict};
create index recordings_by_rehearsal on recordings(rehearsal_id, id);
create index recordings_by_end on recordings(kept_until) where kept_until is not null;

create table recording_asks (
  recording_id {integer} not null references recordings(id),
  colleague_id {integer} not null references users(id),
  asked_at {integer} not null,
  answered_at {integer},
  primary key (recording_id, colleague_id)
) {keyed};
create index recording_asks_by_colleague on recording_asks(colleague_id, recording_id);

create table recording_comments (
  id {id},
  recording_id {integer} not null references recordings(id),
  by_user {integer} not null references users(id),
  -- the moment of the recording it is about, in milliseconds; null for the whole
  moment_ms {integer},
  text text not null,
  created_at {integer} not null
) {strict};
create index recording_comments_by_recording on recording_comments(recording_id, moment_ms, id);
