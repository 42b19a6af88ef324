-- When a touch really happened, where a correction moved it; the cap on cold approaches counts it there.
alter table timeline add column moved_at {integer};

drop index timeline_cold;
create index timeline_cold on timeline(company_id, coalesce(moved_at, at), contact_id) where cold = 1 and undone_by is null;
