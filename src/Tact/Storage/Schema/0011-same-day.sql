-- The day of a contact that goes with an approach of that day; when it is over, the contact is not made any more.
alter table follow_ups add column same_day_on text;
create index follow_ups_same_day on follow_ups(same_day_on, id) where same_day_on is not null;
