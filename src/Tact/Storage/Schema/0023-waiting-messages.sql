-- Each row of Today says whether a message of its follow-up waits to leave; the list reads it with the row.
create index outgoing_waiting on outgoing(follow_up_id, send_at) where state in ('released', 'sending', 'in-doubt') and follow_up_id is not null;
