-- Times in which a seller is away, with the colleague who covers. What is cancelled stays, marked so.
create table leaves (
  id {id},
  owner_id {integer} not null references users(id),
  from_on text not null,
  until_on text not null,
  cover_id {integer} references users(id),
  reason text,
  created_at {integer} not null,
  created_by {integer},
  cancelled_at {integer}
) {strict};

create index leaves_by_owner on leaves(owner_id, until_on);
create index leaves_by_cover on leaves(cover_id, until_on);
