-- JSON pointers into the call as received: the properties that its source left out, so that the rest conforms. Its row of
-- `events` is without them and has the second bit of `repaired`; the first says that a later judgement let it in.
alter table received add column if not exists stripped Array(String) default [] after disposition
;
