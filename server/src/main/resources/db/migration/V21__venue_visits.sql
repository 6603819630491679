-- Who was in which venue and when last, so that its staff can find those whom they met there and nobody else.
-- Rows go with the person, and after 90 days.

create table venue_visit (
  person_id text not null references person (id) on delete cascade,
  venue_id  text not null,
  seen_ms   bigint not null,
  primary key (person_id, venue_id)
);
create index venue_visit_seen on venue_visit (seen_ms);
create index venue_visit_venue on venue_visit (venue_id);
