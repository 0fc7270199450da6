-- The events that an erasure removes, a partition per erasure, dropped when it is over. In no backup: who is being erased is
-- kept in the plan store until then.
create table if not exists erased_uids (
  erasure UInt32,
  uid UInt64
)
engine = MergeTree
partition by erasure
order by uid
settings fsync_after_insert = 1, fsync_part_directory = 1
;
