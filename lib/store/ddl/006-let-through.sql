-- 1: it does not conform, and its source let it through when it came (mode observe): destinations that ask for such events get it.
alter table received add column if not exists let_through UInt8 default 0 after disposition
;
