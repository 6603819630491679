-- Doors that have an owner; who has none is not here and stays closed. Rows go with their owner.

create table door (
  venue_id   text not null,
  fixture_id text not null,
  owner_id   text not null references person (id) on delete cascade,
  is_open    integer not null default 0,
  version    bigint not null default 1,
  primary key (venue_id, fixture_id)
);
create index door_owner on door (owner_id);
