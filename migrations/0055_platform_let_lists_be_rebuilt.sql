-- Rows of lists can be made again from the headers, some streams at a time, while others go on.

create table rebuild (
  stream_kind text not null,
  version text not null,
  begun_at timestamptz not null,
  last_stream uuid,
  streams bigint not null default 0,
  changed bigint not null default 0,
  finished_at timestamptz,
  constraint rebuild_key primary key (stream_kind)
);
comment on table rebuild is 'How far the last rebuild of lists has come, for each kind of stream; one that was stopped goes on from here.';
comment on column rebuild.stream_kind is 'Kind of stream.';
comment on column rebuild.version is 'The version of Keerpunt that did it: another one begins anew, for its lists may follow from other rules.';
comment on column rebuild.begun_at is 'When it began.';
comment on column rebuild.last_stream is 'The last stream that was done; null before the first.';
comment on column rebuild.streams is 'How many streams were done.';
comment on column rebuild.changed is 'How many rows were added, changed or removed.';
comment on column rebuild.finished_at is 'When it had come to the end, or null.';

create function next_streams(kind text, after_stream uuid, most integer) returns table (stream_id uuid)
language sql security definer set search_path = keerpunt, pg_temp as $$
  select s.stream_id from stream as s where s.stream_kind = kind and (after_stream is null or s.stream_id > after_stream)
  order by s.stream_id limit most for update
$$;
comment on function next_streams is 'The next streams of a kind, under their locks: nobody adds to them until the rows of their lists are made.';
revoke all on function next_streams from public;

-- The rebuilder: headers of every section and every row of a list, and nothing else. No body, no key, no name.
grant usage on schema keerpunt to keerpunt_rebuilder;
grant execute on function next_streams to keerpunt_rebuilder;
grant select (stream_id, sequence, stream_kind, section, kind, version, header, recorded_on, recorded_at) on entry to keerpunt_rebuilder;
create policy rebuilder_folds on entry for select to keerpunt_rebuilder using (true);
grant select (stream_id, list, item, section, state, due_on, fields), insert, delete on list_row to keerpunt_rebuilder;
grant update (state, due_on, fields) on list_row to keerpunt_rebuilder;
create policy rebuilder_reads on list_row for select to keerpunt_rebuilder using (true);
create policy rebuilder_adds on list_row for insert to keerpunt_rebuilder with check (true);
create policy rebuilder_changes on list_row for update to keerpunt_rebuilder using (true) with check (true);
create policy rebuilder_removes on list_row for delete to keerpunt_rebuilder using (true);
grant select, insert on rebuild to keerpunt_rebuilder;
grant update (version, begun_at, last_stream, streams, changed, finished_at) on rebuild to keerpunt_rebuilder;
