-- The day of a contact that goes with an approach of that day; when it is over, the contact is not made any more.
alter table follow_ups add column same_day_on text;
create index follow_ups_same_day on follow_ups(same_day_on, id) where same_day_on is not null;

-- Whoever came after a contact who has left (METHOD D2): the follow-up that was begun with the successor.
alter table follow_ups add column successor_of {integer};
create index follow_ups_by_predecessor on follow_ups(successor_of) where successor_of is not null;
