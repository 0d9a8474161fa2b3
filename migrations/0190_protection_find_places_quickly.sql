-- All places that an agency sees are read for every child that needs one. They stand together for that; which of them somebody
-- sees is decided by the policy of list_row, as for every list.
create index list_row_of_places on keerpunt.list_row (stream_id) where list = 'places';
