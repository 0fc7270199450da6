-- The event store. One statement ends at a line holding only `;`. Applied in name order, recorded in `ddl_versions`.
-- Numbers stand for projects, sources and people; names and ids of the plan are stable ids, so that a rename moves nothing.

-- Every event as received, with the verdict of ingest. Append-only: a later judgement is a row of `reverdicts`.
-- `uid` = journal position * 4096 + index in the body: unique, ordered by arrival, the same after a redelivery.
create table received (
  project UInt32,
  uid UInt64,
  source UInt32,
  environment LowCardinality(String),
  received_at DateTime64(3, 'UTC'),
  ts DateTime64(3, 'UTC'),
  sent_ts Nullable(DateTime64(3, 'UTC')),
  call_type LowCardinality(String),
  event_name LowCardinality(String),
  event_id LowCardinality(String),
  message_id String,
  user_id String,
  anonymous_id String,
  group_id String,
  app_version LowCardinality(String),
  sdk LowCardinality(String),
  declared_version UInt32,
  plan_version UInt32,
  verdict LowCardinality(String),
  -- analysis: it may enter analysis at once. held: kept out until released. blocked: kept out until a person releases it.
  disposition LowCardinality(String),
  traits_held UInt16,
  violations String,
  raw String codec(ZSTD(3))
)
engine = MergeTree
partition by toYYYYMM(received_at)
order by (project, toStartOfHour(received_at), uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- Later judgements of received events. The effective verdict is the one with the highest revision, else that of ingest.
create table reverdicts (
  project UInt32,
  uid UInt64,
  revision UInt32,
  reverdict_id String,
  judged_at DateTime64(3, 'UTC'),
  plan_version UInt32,
  event_id LowCardinality(String),
  verdict LowCardinality(String),
  disposition LowCardinality(String),
  traits_held UInt16,
  violations String
)
engine = ReplacingMergeTree(revision)
order by (project, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- One row per violation of an event, for triage. `fingerprint` = code, event, path without array indexes, keyword.
create table violations (
  project UInt32,
  fingerprint FixedString(16),
  received_at DateTime64(3, 'UTC'),
  uid UInt64,
  source UInt32,
  environment LowCardinality(String),
  event_name LowCardinality(String),
  event_id LowCardinality(String),
  code LowCardinality(String),
  path String,
  keyword LowCardinality(String),
  expected String,
  received String,
  app_version LowCardinality(String),
  plan_version UInt32,
  person UInt32
)
engine = MergeTree
partition by toYYYYMM(received_at)
order by (project, fingerprint, received_at, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- Repeated message ids, counted apart.
create table duplicates (
  project UInt32,
  source UInt32,
  received_at DateTime64(3, 'UTC'),
  uid UInt64,
  message_id String,
  call_type LowCardinality(String),
  event_name LowCardinality(String),
  ts DateTime64(3, 'UTC'),
  environment LowCardinality(String)
)
engine = MergeTree
partition by toYYYYMM(received_at)
order by (project, received_at, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- What analysis reads, and all it can name besides people's latest traits: events whose effective verdict is conformant.
-- Properties stand in typed slots; plan store's PropertySlot says which slot holds which property of which event.
create table events (
  project UInt32,
  event_id LowCardinality(String),
  person UInt32,
  ts DateTime64(3, 'UTC'),
  uid UInt64,
  environment LowCardinality(String),
  source UInt32,
  plan_version UInt32,
  repaired UInt8,
  group_id String,
  received_at DateTime64(3, 'UTC'),
  n0 Nullable(Float64), n1 Nullable(Float64), n2 Nullable(Float64), n3 Nullable(Float64),
  n4 Nullable(Float64), n5 Nullable(Float64), n6 Nullable(Float64), n7 Nullable(Float64),
  n8 Nullable(Float64), n9 Nullable(Float64), n10 Nullable(Float64), n11 Nullable(Float64),
  n12 Nullable(Float64), n13 Nullable(Float64), n14 Nullable(Float64), n15 Nullable(Float64),
  s0 Nullable(String), s1 Nullable(String), s2 Nullable(String), s3 Nullable(String),
  s4 Nullable(String), s5 Nullable(String), s6 Nullable(String), s7 Nullable(String),
  s8 Nullable(String), s9 Nullable(String), s10 Nullable(String), s11 Nullable(String),
  s12 Nullable(String), s13 Nullable(String), s14 Nullable(String), s15 Nullable(String),
  s16 Nullable(String), s17 Nullable(String), s18 Nullable(String), s19 Nullable(String),
  s20 Nullable(String), s21 Nullable(String), s22 Nullable(String), s23 Nullable(String),
  overflow Map(LowCardinality(String), String),
  auto_device_type LowCardinality(String), auto_os_name LowCardinality(String), auto_os_version LowCardinality(String),
  auto_browser_name LowCardinality(String), auto_browser_version LowCardinality(String),
  auto_app_version LowCardinality(String), auto_language LowCardinality(String), auto_time_zone LowCardinality(String),
  auto_country LowCardinality(String), auto_page_url String, auto_page_path String, auto_page_title String,
  auto_referrer String, auto_referrer_domain LowCardinality(String), auto_utm_source LowCardinality(String),
  auto_utm_medium LowCardinality(String), auto_utm_campaign LowCardinality(String), auto_utm_term LowCardinality(String),
  auto_utm_content LowCardinality(String), auto_first_touch_channel LowCardinality(String)
)
engine = ReplacingMergeTree(received_at)
partition by toYYYYMM(ts)
order by (project, event_id, person, ts, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- Conformant trait values, one row each; the latest by (ts, uid) is the value analysis reads.
create table traits (
  project UInt32,
  -- user | group
  subject LowCardinality(String),
  property_id LowCardinality(String),
  person UInt32,
  group_id String,
  ts DateTime64(3, 'UTC'),
  uid UInt64,
  environment LowCardinality(String),
  n Nullable(Float64),
  s Nullable(String)
)
engine = ReplacingMergeTree
order by (project, subject, property_id, person, group_id, ts, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- Trait values that were held back, so that the user's page and the statement can show them.
create table traits_held (
  project UInt32,
  subject LowCardinality(String),
  person UInt32,
  group_id String,
  name LowCardinality(String),
  property_id LowCardinality(String),
  value String,
  violation String,
  ts DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  uid UInt64,
  source UInt32,
  environment LowCardinality(String)
)
engine = MergeTree
partition by toYYYYMM(received_at)
order by (project, person, received_at)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- The ids behind the dense person numbers: kind `user` or `anonymous`.
create table people (
  project UInt32,
  person UInt32,
  kind LowCardinality(String),
  id String
)
engine = ReplacingMergeTree
order by (project, person)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;

-- Calls that carried both ids and conformed. An anonymous person is the user it was first linked to (lowest uid).
create table identity_links (
  project UInt32,
  anonymous UInt32,
  person UInt32,
  uid UInt64,
  ts DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree
order by (project, anonymous, uid)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
;
