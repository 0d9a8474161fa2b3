-- Who may do what. Policies are plain expressions over the row's own columns and the transaction's settings:
--   keerpunt.actor, keerpunt.agency, keerpunt.today   set when the transaction begins
--   keerpunt.stream, keerpunt.sections                set by open_stream and begin_stream
-- A setting that is not set reads as null or as nothing, and then a policy shows no row.

create function open_stream(wanted uuid) returns table (
  stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint, access_hash bytea, sections text[]
) language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  found_stream stream;
  visible text[];
begin
  perform set_config('keerpunt.stream', '', true), set_config('keerpunt.sections', '', true);
  -- The lock gives each transaction its turn in both chains of the stream.
  select * into found_stream from stream as s where s.stream_id = wanted for update;
  if not found or own_name is null or today is null or own_name = any (found_stream.excluded) then return; end if;
  select array_agg(latest.section order by latest.section) into visible from (
    select distinct on (p.section) p.section, p.is_party, p.ends_on from party as p
    where p.stream_id = wanted and p.agency = own_agency order by p.section, p.since_sequence desc
  ) as latest where latest.is_party and (latest.ends_on is null or latest.ends_on >= today);
  if visible is null then return; end if;
  perform set_config('keerpunt.stream', wanted::text, true), set_config('keerpunt.sections', array_to_string(visible, ','), true);
  return query select found_stream.stream_kind, found_stream.head_sequence, found_stream.head_hash,
    found_stream.access_sequence, found_stream.access_hash, visible;
end
$$;
comment on function open_stream is 'Opens a stream for this transaction, with the sections to which the agency of the actor is a party today. No row: it is not there for this actor.';

create function begin_stream(new_stream uuid, kind text, sections text[], purpose text, ground text) returns void
language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
begin
  if own_agency is null or cardinality(sections) = 0 then raise exception 'nobody would see the stream' using errcode = 'KP003'; end if;
  insert into stream (stream_id, stream_kind) values (new_stream, kind);
  insert into party (stream_id, agency, section, since_sequence, is_party, purpose, ground)
  select new_stream, own_agency, section, 1, true, begin_stream.purpose, begin_stream.ground from unnest(sections) as section;
  perform set_config('keerpunt.stream', new_stream::text, true), set_config('keerpunt.sections', array_to_string(sections, ','), true);
end
$$;
comment on function begin_stream is 'Begins a stream with the agency of the actor as its first party, and opens it for this transaction, which adds its first entry.';

create function access_head(wanted uuid) returns table (access_sequence bigint, access_hash bytea)
language sql security definer set search_path = keerpunt, pg_temp as $$
  select s.access_sequence, s.access_hash from stream as s where s.stream_id = wanted for update
$$;
comment on function access_head is 'Where the access records of a stream end, under its lock, so that a refused look can be recorded too.';

revoke all on function open_stream, begin_stream, access_head, refuse_change, refuse_change_but_shredding, follow_entry, follow_access_record, follow_party, follow_exclusion, keep_shredded from public;

alter table stream enable row level security;
alter table entry enable row level security;
alter table access_record enable row level security;
alter table block_head enable row level security;
alter table party enable row level security;
alter table exclusion enable row level security;
alter table section_key enable row level security;

grant usage on schema keerpunt to keerpunt_actor, keerpunt_rules, keerpunt_closer, keerpunt_keeper;
grant execute on function open_stream, begin_stream, access_head to keerpunt_actor;

-- The actor: lists what its agency may know of; in the stream that is open sees the visible sections whole, and adds.
grant select on stream, entry, party, section_key to keerpunt_actor;
grant insert on entry, access_record, party, exclusion, section_key to keerpunt_actor;
create policy actor_lists on stream for select to keerpunt_actor using (
  agencies ? current_setting('keerpunt.agency', true)
  and agencies ->> current_setting('keerpunt.agency', true) >= nullif(current_setting('keerpunt.today', true), '')
  and nullif(current_setting('keerpunt.actor', true), '') is not null
  and current_setting('keerpunt.actor', true) <> all (excluded)
);
create policy actor_reads on entry for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);
create policy actor_adds on entry for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
  and actor = current_setting('keerpunt.actor', true)
);
create policy actor_is_recorded on access_record for insert to keerpunt_actor with check (
  actor = current_setting('keerpunt.actor', true)
  and agency is not distinct from nullif(current_setting('keerpunt.agency', true), '')::uuid
);
create policy actor_reads on party for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
);
create policy actor_invites on party for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
create policy actor_excludes on exclusion for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
);
create policy actor_unlocks on section_key for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
create policy actor_makes on section_key for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);

-- The rules: headers of every section of the stream that is open, so that a gate is the same for every reader. No body.
grant select (stream_id, sequence, stream_kind, section, kind, version, header, recorded_on, recorded_at) on entry to keerpunt_rules;
create policy rules_fold on entry for select to keerpunt_rules using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
);

-- The closer of blocks: where every chain ends, and nothing of what is in it.
grant select (stream_id, head_sequence, head_hash, access_sequence, access_hash) on stream to keerpunt_closer;
grant select, insert on block, block_head to keerpunt_closer;
create policy closer_reads on stream for select to keerpunt_closer using (true);
create policy closer_reads on block_head for select to keerpunt_closer using (true);
create policy closer_adds on block_head for insert to keerpunt_closer with check (true);

-- The keeper of keys: rotates and destroys them. It sees no header and no body.
grant select on section_key to keerpunt_keeper;
grant update (wrapped_key, master_key_id, shredded_on, shredded_by, shredded_because) on section_key to keerpunt_keeper;
grant select (stream_id, sequence, section) on entry to keerpunt_keeper;
grant update (sealed_key) on entry to keerpunt_keeper;
create policy keeper_reads on section_key for select to keerpunt_keeper using (true);
create policy keeper_changes on section_key for update to keerpunt_keeper using (true) with check (true);
create policy keeper_finds on entry for select to keerpunt_keeper using (true);
create policy keeper_shreds on entry for update to keerpunt_keeper using (true) with check (true);
