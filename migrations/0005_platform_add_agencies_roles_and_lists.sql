-- Agencies, who holds which role there, and rows of lists. One function to enter by, which says all that has to be known
-- before it is decided whether somebody may do something.

create table agency (
  agency uuid not null,
  name text not null,
  constraint agency_key primary key (agency),
  constraint agency_is_not_the_node check (agency <> '00000000-0000-0000-0000-000000000000')
);
comment on table agency is 'Who can be at a table. Belongs to no stream; has a stream of its own for looks that are about no other. Insert-only.';
comment on column agency.agency is 'Identity of the agency.';
comment on column agency.name is 'How it is called.';

create table held_role (
  agency uuid not null,
  actor text not null,
  role text not null,
  number bigint generated always as identity,
  is_held boolean not null,
  recorded_on date not null,
  recorded_by text not null,
  constraint held_role_key primary key (agency, actor, role, number),
  constraint held_role_has_an_agency foreign key (agency) references agency (agency),
  constraint held_role_is_a_code check (role ~ '^[a-z][a-z-]{0,39}$')
);
comment on table held_role is 'Who was given which role at which agency, and when it was taken away. The last row holds. Insert-only.';
comment on column held_role.agency is 'Where.';
comment on column held_role.actor is 'Who: id of a person, or name of a service.';
comment on column held_role.role is 'Which role, as a code.';
comment on column held_role.number is 'Counts up, so that the last row is known.';
comment on column held_role.is_held is 'False when the row takes the role away.';
comment on column held_role.recorded_on is 'Day on which it was recorded, UTC.';
comment on column held_role.recorded_by is 'Who gave it or took it away.';

create table list_row (
  stream_id uuid not null,
  list text not null,
  item text not null,
  section text,
  state text not null,
  due_on date,
  fields jsonb not null default '{}',
  agencies jsonb not null default '{}',
  excluded text[] not null default '{}',
  constraint list_row_key primary key (stream_id, list, item),
  constraint list_row_has_a_stream foreign key (stream_id) references stream (stream_id),
  constraint list_row_list_is_a_code check (list ~ '^[a-z][a-z-]{0,39}$'),
  constraint list_row_item_is_a_code check (item ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  constraint list_row_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$'),
  constraint list_row_state_is_a_code check (state ~ '^[a-z][a-z-]{0,39}$'),
  constraint list_row_fields_is_an_object check (jsonb_typeof(fields) = 'object')
);
create index list_row_by_agency on list_row using gin (agencies);
create index list_row_by_list on list_row (list, due_on);
comment on table list_row is 'Rows of lists, made from headers so that many streams can be looked through at once. May be changed: all of it can be made again.';
comment on column list_row.stream_id is 'The stream it tells about.';
comment on column list_row.list is 'Which list, as a code.';
comment on column list_row.item is 'Tells the rows of one stream in one list apart.';
comment on column list_row.section is 'The section it was made from; only its parties see the row. Null is for everybody at the table.';
comment on column list_row.state is 'How it stands, as a code.';
comment on column list_row.due_on is 'The day on which something has to be done, or null.';
comment on column list_row.fields is 'Further codes, dates and ids. No words and no names.';
comment on column list_row.agencies is 'Each agency that may see the row, with the last day on which it may. Written by triggers only.';
comment on column list_row.excluded is 'Actors for whom the row does not exist. Written by triggers only.';

create index entry_by_section on entry (stream_id, section, sequence);

create function agencies_at(wanted uuid, part text) returns jsonb language sql stable security definer set search_path = keerpunt, pg_temp as $$
  select coalesce(jsonb_object_agg(agency, last_day), '{}') from (
    select agency, max(coalesce(ends_on, '9999-12-31')) as last_day from (
      select distinct on (agency, section) agency, is_party, ends_on from party
      where stream_id = wanted and (part is null or section = part) order by agency, section, since_sequence desc
    ) as latest where is_party group by agency
  ) as present
$$;
comment on function agencies_at is 'The agencies at the table of a section, or of any section, with the last day of each.';

create or replace function follow_party() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update stream set agencies = agencies_at(new.stream_id, null) where stream_id = new.stream_id;
  update list_row set agencies = agencies_at(new.stream_id, new.section) where stream_id = new.stream_id and section = new.section;
  update list_row set agencies = agencies_at(new.stream_id, null) where stream_id = new.stream_id and section is null;
  return null;
end
$$;
comment on function follow_party is 'Keeps the agencies that may see that a stream exists, and its rows in lists.';

create or replace function follow_exclusion() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  present constant text[] := array(
    select actor from (
      select distinct on (actor) actor, is_excluded from exclusion
      where stream_id = new.stream_id order by actor, since_sequence desc
    ) as latest where is_excluded order by actor
  );
begin
  update stream set excluded = present where stream_id = new.stream_id;
  update list_row set excluded = present where stream_id = new.stream_id;
  return null;
end
$$;
comment on function follow_exclusion is 'Keeps the actors for whom a stream and its rows in lists do not exist.';

create function show_list_row() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  -- Where the row is there already it only changes, and keeps its readers.
  select r.agencies, r.excluded into new.agencies, new.excluded from list_row as r
  where r.stream_id = new.stream_id and r.list = new.list and r.item = new.item and r.section is not distinct from new.section;
  if found then return new; end if;
  new.agencies := agencies_at(new.stream_id, new.section);
  select s.excluded into new.excluded from stream as s where s.stream_id = new.stream_id;
  return new;
end
$$;
comment on function show_list_row is 'Gives a new row of a list its readers; who adds it has no say in that.';
create trigger list_row_is_shown before insert on list_row for each row execute function show_list_row();

create function give_stream() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  insert into stream (stream_id, stream_kind) values (new.agency, 'agency');
  return null;
end
$$;
comment on function give_stream is 'Gives an agency its stream. Nobody is at its table; it holds access records only.';
create trigger agency_has_a_stream after insert on agency for each row execute function give_stream();
insert into stream (stream_id, stream_kind) values ('00000000-0000-0000-0000-000000000000', 'node');

create trigger agency_stays before update or delete on agency for each row execute function refuse_change();
create trigger agency_is_not_emptied before truncate on agency for each statement execute function refuse_change();
create trigger held_role_stays before update or delete on held_role for each row execute function refuse_change();
create trigger held_role_is_not_emptied before truncate on held_role for each statement execute function refuse_change();
alter table agency enable always trigger agency_stays;
alter table agency enable always trigger agency_is_not_emptied;
alter table held_role enable always trigger held_role_stays;
alter table held_role enable always trigger held_role_is_not_emptied;

create function enter(wanted uuid, part text, apart_from text[]) returns table (
  roles text[], record_on uuid, stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint,
  access_hash bytea, sections text[], is_author boolean, is_conflicted boolean, wrapped_key bytea, master_key_id text, shredded_on date
) language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
begin
  select coalesce(array_agg(latest.role order by latest.role), '{}') into roles from (
    select distinct on (h.role) h.role, h.is_held from held_role as h
    where h.agency = own_agency and h.actor = own_name order by h.role, h.number desc
  ) as latest where latest.is_held;
  select o.stream_kind, o.head_sequence, o.head_hash, o.access_sequence, o.access_hash, o.sections
  into stream_kind, head_sequence, head_hash, access_sequence, access_hash, sections from open_stream(wanted) as o;
  if found then
    record_on := wanted;
    select exists (select from entry as e where e.stream_id = wanted and e.sequence = 1 and e.actor = own_name),
      cardinality(apart_from) > 0 and exists (select from entry as e where e.stream_id = wanted and e.actor = own_name and e.kind = any (apart_from)),
      k.wrapped_key, k.master_key_id, k.shredded_on
    into is_author, is_conflicted, wrapped_key, master_key_id, shredded_on
    from (select) as this left join section_key as k on k.stream_id = wanted and k.section = part and part = any (sections);
  else
    -- A look at what is hidden is recorded where it was tried; one at what is not there, with the agency; else with the node.
    select s.stream_id into record_on from stream as s
    where s.stream_id in (wanted, own_agency, '00000000-0000-0000-0000-000000000000')
    order by s.stream_id is not distinct from wanted desc, s.stream_id is not distinct from own_agency desc limit 1;
    select a.access_sequence, a.access_hash into access_sequence, access_hash from access_head(record_on) as a;
  end if;
  return next;
end
$$;
comment on function enter is 'Opens a stream like open_stream, and says with it which roles the actor holds, whether it began the stream or recorded one of the given kinds in it, the key of one section, and where its access record belongs.';

revoke all on function agencies_at, show_list_row, give_stream, enter from public;

alter table agency enable row level security;
alter table held_role enable row level security;
alter table list_row enable row level security;

grant execute on function enter to keerpunt_actor;
grant select on agency to keerpunt_actor;
create policy actor_reads on agency for select to keerpunt_actor using (nullif(current_setting('keerpunt.actor', true), '') is not null);

grant select, insert, delete on list_row to keerpunt_actor;
grant update (state, due_on, fields) on list_row to keerpunt_actor;
create policy actor_lists on list_row for select to keerpunt_actor using (
  agencies ? current_setting('keerpunt.agency', true)
  and agencies ->> current_setting('keerpunt.agency', true) >= nullif(current_setting('keerpunt.today', true), '')
  and nullif(current_setting('keerpunt.actor', true), '') is not null
  and current_setting('keerpunt.actor', true) <> all (excluded)
);
create policy actor_adds on list_row for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);
create policy actor_changes on list_row for update to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);
create policy actor_removes on list_row for delete to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);

-- The registrar: agencies and who holds which role. It sees no stream.
grant usage on schema keerpunt to keerpunt_registrar;
grant select, insert on agency, held_role to keerpunt_registrar;
create policy registrar_reads on agency for select to keerpunt_registrar using (true);
create policy registrar_adds on agency for insert to keerpunt_registrar with check (true);
create policy registrar_reads on held_role for select to keerpunt_registrar using (true);
create policy registrar_adds on held_role for insert to keerpunt_registrar with check (recorded_by = current_setting('keerpunt.actor', true));
