-- A file is found again by what is known of who the child is.
insert into keerpunt.imprint_rule (stream_kind, section) values ('file', 'identity');
