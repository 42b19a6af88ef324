-- A team's own presets and cadences, each as its file reads. A source is the file of the data folder it came from.
create table policies (
  kind text not null check (kind in ('etiquette', 'cadence')),
  name text not null,
  content text not null,
  source text,
  changed_at {integer} not null,
  changed_by {integer},
  primary key (kind, name)
) {strict};
