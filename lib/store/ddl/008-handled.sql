-- What became of values that were not kept as they came, because the plan handles their privacy class: `drop /properties/email`.
-- `raw` has never held them.
alter table received add column if not exists handled Array(String) default [] after transformed
;
