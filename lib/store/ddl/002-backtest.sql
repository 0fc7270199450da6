-- What a back-test puts in the place of the conformant events while it answers the saved questions again: a partition per
-- run, dropped after it. No stored event changes, no backup holds these.

-- Events that conform now and would not under the draft.
create table backtest_excluded (
  run UInt32,
  uid UInt64
)
engine = MergeTree
partition by run
order by (run, uid)
;

-- Events that do not conform now and would under the draft, as they would stand in `events`; `project` is the run.
create table backtest_events as events
engine = MergeTree
partition by project
order by (project, event_id, person, ts, uid)
;
