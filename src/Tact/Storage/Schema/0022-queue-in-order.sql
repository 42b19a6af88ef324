-- The queue of decisions to take again is read from its beginning, eight people at a time: without this each look sorted all that wait.
create index rechecks_in_order on rechecks(queued_at, follow_up_id);
