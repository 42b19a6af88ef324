-- Signing in: failed tries by account and by address, and the keys that protect cookies and forms.

create table sign_in_tries (
  tried text primary key,
  failed {integer} not null,
  locked_until {integer},
  last_at {integer} not null
) {strict};

create table key_ring (
  name text primary key,
  xml text not null
) {strict};

create index sessions_by_expiry on sessions(expires_at);
