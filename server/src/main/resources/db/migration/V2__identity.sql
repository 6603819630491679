-- People, how they come back, what they may do, and what keeps them out. Times are UTC milliseconds.
-- Whatever is a person's own goes with the person (on delete cascade); bans stay, by the opaque id alone.

create table person (
  id         text   not null primary key,
  kind       text   not null check (kind in ('guest', 'account')),
  name       text   not null,
  look       text   not null,
  languages  text   not null,
  settings   text   not null,
  age_band   text   not null check (age_band in ('unknown', 'child', 'teen', 'adult')),
  version    bigint not null,
  created_ms bigint not null,
  seen_ms    bigint not null
);
create index person_by_name on person (name, id);

-- A login on one device: all refresh tokens that follow from it. device_id is chosen by the device and outlives logins.
create table login_family (
  id          text   not null primary key,
  person_id   text   not null references person (id) on delete cascade,
  device_id   text   not null,
  created_ms  bigint not null,
  expires_ms  bigint not null,
  ended_ms    bigint,
  ended_cause text
);
create index login_family_by_person on login_family (person_id);
create index login_family_by_expiry on login_family (expires_ms);

-- successor is readable with the token of this row only, which is stored nowhere; see RefreshTokens.
create table refresh_token (
  hash       text   not null primary key,
  family_id  text   not null references login_family (id) on delete cascade,
  created_ms bigint not null,
  used_ms    bigint,
  successor  text
);
create index refresh_token_by_family on refresh_token (family_id);

create table recovery_code (
  person_id  text   not null primary key references person (id) on delete cascade,
  hash       text   not null unique,
  created_ms bigint not null
);

create table device_key (
  id         text   not null primary key,
  person_id  text   not null references person (id) on delete cascade,
  public_key text   not null,
  label      text   not null,
  created_ms bigint not null,
  used_ms    bigint
);
create index device_key_by_person on device_key (person_id);

create table identity_link (
  issuer     text   not null,
  subject    text   not null,
  provider   text   not null,
  person_id  text   not null references person (id) on delete cascade,
  created_ms bigint not null,
  primary key (issuer, subject)
);
create index identity_link_by_person on identity_link (person_id);

create table organisation_venue (
  venue_id        text not null primary key,
  organisation_id text not null
);

create table staff_grant (
  id         text   not null primary key,
  person_id  text   not null references person (id) on delete cascade,
  role       text   not null check (role in ('organiser', 'moderator', 'admin')),
  scope_kind text   not null check (scope_kind in ('server', 'organisation', 'venue')),
  scope_id   text   not null,
  granted_by text   not null,
  created_ms bigint not null,
  unique (person_id, role, scope_kind, scope_id)
);

create table ban (
  id         text   not null primary key,
  person_id  text   not null,
  scope_kind text   not null check (scope_kind in ('server', 'organisation', 'venue')),
  scope_id   text   not null,
  reason     text   not null,
  created_by text   not null,
  created_ms bigint not null,
  until_ms   bigint,
  lifted_by  text,
  lifted_ms  bigint
);
create index ban_by_person on ban (person_id);

-- The devices the banned person was known to use.
create table ban_device (
  ban_id    text not null references ban (id) on delete cascade,
  device_id text not null,
  primary key (ban_id, device_id)
);
create index ban_device_by_device on ban_device (device_id);

-- What live sessions must hear of, kept for a day; see RevocationFeed.
create table revocation (
  id         text   not null primary key,
  subject    text   not null check (subject in ('person', 'family')),
  subject_id text   not null,
  cause      text   not null,
  venue_id   text   not null,
  at_ms      bigint not null
);
create index revocation_by_time on revocation (at_ms);

create table bootstrap_token (
  hash       text   not null primary key,
  created_ms bigint not null,
  expires_ms bigint not null
);
