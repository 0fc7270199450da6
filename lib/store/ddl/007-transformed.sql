-- What the transformations of a plan made of an event that breaks it, as JSON: their keys, the name, the properties and the
-- planned event that it counts as; '' where none did. Its row of `events` has the third bit of `repaired`.
alter table received add column if not exists transformed String default '' after stripped
;
alter table reverdicts add column if not exists transformed String default '' after violations
;
