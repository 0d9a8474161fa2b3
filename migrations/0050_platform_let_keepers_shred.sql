-- Destroying a key leaves an entry that says so: without it a key that is gone would look like one that was taken away.

alter table entry add constraint entry_recorded_at_is_in_milliseconds check (recorded_at = date_trunc('milliseconds', recorded_at));
alter table access_record add constraint access_record_recorded_at_is_in_milliseconds check (recorded_at = date_trunc('milliseconds', recorded_at));
alter table block add constraint block_closed_at_is_in_milliseconds check (closed_at = date_trunc('milliseconds', closed_at));

create function open_for_shredding(wanted uuid) returns table (
  stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint, access_hash bytea
) language sql security definer set search_path = keerpunt, pg_temp as $$
  select s.stream_kind, s.head_sequence, s.head_hash, s.access_sequence, s.access_hash from stream as s where s.stream_id = wanted for update
$$;
comment on function open_for_shredding is 'Where the chains of a stream end, under its lock, for whoever destroys a key in it and leaves a stub.';
revoke all on function open_for_shredding from public;
grant execute on function open_for_shredding to keerpunt_keeper;

grant insert on entry, access_record to keerpunt_keeper;
create policy keeper_leaves_stubs on entry for insert to keerpunt_keeper with check (
  kind = 'journal.shredded' and sealed_body is null and actor = current_setting('keerpunt.actor', true)
);
create policy keeper_is_recorded on access_record for insert to keerpunt_keeper with check (
  actor = current_setting('keerpunt.actor', true) and agency is not distinct from nullif(current_setting('keerpunt.agency', true), '')::uuid
);

create function has_sealed_key(of_stream uuid, at_sequence bigint) returns boolean language sql stable security definer set search_path = keerpunt, pg_temp as $$
  select exists (select from entry as e where e.stream_id = of_stream and e.sequence = at_sequence and e.sealed_key is not null)
$$;
comment on function has_sealed_key is 'Whether the body of an entry can still be opened; without showing the key.';
revoke all on function has_sealed_key from public;
grant execute on function has_sealed_key to keerpunt_keeper;
