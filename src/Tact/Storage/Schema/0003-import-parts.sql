-- The bytes of a file that is being imported, so that an interrupted import can be finished by anybody. Emptied when it is done.
create table import_parts (
  import_id {integer} not null references imports(id),
  part {integer} not null,
  content {blob} not null,
  primary key (import_id, part)
) {strict};
