-- Which version judged what declared none: '' for the latest, `oldest`, or the number of the version its source was pinned to.
alter table received add column if not exists version_rule LowCardinality(String) default '' after plan_version
;
