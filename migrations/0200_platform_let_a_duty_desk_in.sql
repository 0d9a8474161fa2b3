-- At night the agency that could save somebody is often at no table. So one agency of a node may come to streams of a kind in
-- an emergency: those of its people who hold one role there, into sections whose rule lets it, for a day. The operator says
-- which agency that is. Nothing else of such a stream is there for it, and for nobody else does anything change.

create table duty_desk (
  stream_kind text not null,
  number bigint generated always as identity,
  agency uuid,
  role text not null,
  recorded_on date not null,
  recorded_by text not null,
  constraint duty_desk_key primary key (stream_kind, number),
  constraint duty_desk_has_an_agency foreign key (agency) references agency (agency),
  constraint duty_desk_kind_is_a_code check (stream_kind ~ '^[a-z][a-z-]{0,39}$'),
  constraint duty_desk_role_is_a_code check (role ~ '^[a-z][a-z-]{0,39}$')
);
comment on table duty_desk is 'Which one agency may come to streams of a kind in an emergency without being at their table. The last row of a kind holds. Insert-only.';
comment on column duty_desk.stream_kind is 'Kind of stream.';
comment on column duty_desk.number is 'Counts up, so that the last row is known.';
comment on column duty_desk.agency is 'The agency; null where from then on there is none.';
comment on column duty_desk.role is 'Whoever holds this role there may do it, and no colleague in another role.';
comment on column duty_desk.recorded_on is 'Day on which it was recorded, UTC.';
comment on column duty_desk.recorded_by is 'Who said so.';

create trigger duty_desk_stays before update or delete on duty_desk for each row execute function refuse_change();
create trigger duty_desk_is_not_emptied before truncate on duty_desk for each statement execute function refuse_change();
alter table duty_desk enable always trigger duty_desk_stays;
alter table duty_desk enable always trigger duty_desk_is_not_emptied;

alter table duty_desk enable row level security;
grant select, insert on duty_desk to keerpunt_registrar;
create policy registrar_reads on duty_desk for select to keerpunt_registrar using (true);
create policy registrar_adds on duty_desk for insert to keerpunt_registrar with check (recorded_by = current_setting('keerpunt.actor', true));
-- So that a desk is not set for a kind of stream that nobody can ever reach.
grant select on reach_rule to keerpunt_registrar;

create function is_on_duty(wanted uuid) returns boolean language plpgsql stable security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  kinds text[];
begin
  if own_agency is null or own_name is null or today is null then return false; end if;
  select array_agg(latest.stream_kind) into kinds from (
    select distinct on (d.stream_kind) d.stream_kind, d.agency, d.role from duty_desk as d order by d.stream_kind, d.number desc
  ) as latest where latest.agency = own_agency and latest.role = any (roles_of(own_name, own_agency));
  -- Before any stream is looked at: whoever is on duty nowhere waits as long for one that is there as for one that is not.
  if kinds is null then return false; end if;
  return exists (select from stream as s where s.stream_id = wanted and s.stream_kind = any (kinds) and own_name <> all (s.excluded));
end
$$;
comment on function is_on_duty is 'Whether the agency of the actor is the duty desk for streams of this kind, the actor holds the role there that it takes, and is not excluded.';

create function enter_in_emergency(wanted uuid, part text, apart_from text[]) returns table (
  roles text[], record_on uuid, stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint,
  access_hash bytea, sections text[], is_author boolean, is_conflicted boolean, wrapped_key bytea, master_key_id text, shredded_on date
) language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
begin
  select e.roles, e.record_on, e.stream_kind, e.head_sequence, e.head_hash, e.access_sequence, e.access_hash, e.sections, e.is_author, e.is_conflicted, e.wrapped_key, e.master_key_id, e.shredded_on
  into roles, record_on, stream_kind, head_sequence, head_hash, access_sequence, access_hash, sections, is_author, is_conflicted, wrapped_key, master_key_id, shredded_on
  from enter(wanted, part, apart_from) as e;
  -- It is held since `enter` asked for it. No section is visible: which one is reached is judged by reach_section.
  if stream_kind is null and is_on_duty(wanted) then
    perform set_config('keerpunt.stream', wanted::text, true), set_config('keerpunt.sections', '', true);
    select s.stream_kind, s.head_sequence, s.head_hash into stream_kind, head_sequence, head_hash from stream as s where s.stream_id = wanted;
    sections := '{}';
    is_author := exists (select from entry as e where e.stream_id = wanted and e.sequence = 1 and e.actor = own_name);
    is_conflicted := cardinality(apart_from) > 0 and exists (select from entry as e where e.stream_id = wanted and e.actor = own_name and e.kind = any (apart_from));
  end if;
  return next;
end
$$;
comment on function enter_in_emergency is 'Like enter; and for the duty desk of its kind a stream opens with no section, so that one can be reached.';

-- As the owner, because for whoever is at no table there is no stream to be seen.
create or replace function why_no_reach(wanted uuid, part text, manner text, last_day date) returns text
language plpgsql stable security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  rule reach_rule;
begin
  if own_agency is null or own_name is null or today is null or wanted is null then return 'not-at-the-table'; end if;
  -- Whoever is there in an emergency only does not go on from there; the duty desk comes each time from outside.
  if not exists (select from stream as s where s.stream_id = wanted and own_name <> all (s.excluded)) then return 'not-at-the-table'; end if;
  if not has_lasting_seat(wanted, own_agency, today, null, null) and (manner is distinct from 'emergency' or not is_on_duty(wanted)) then return 'not-at-the-table'; end if;
  select r.* into rule from stream as s join reach_rule as r on r.stream_kind = s.stream_kind and r.section = part where s.stream_id = wanted;
  if manner = 'first' then
    if rule.can_be_first is not true then return 'no-rule'; end if;
    if last_day < today then return 'no-rule'; end if;
    if exists (select from party as p where p.stream_id = wanted and p.section = part) then return 'section-taken'; end if;
    return null;
  end if;
  if manner is distinct from 'emergency' or rule.in_emergency is not true then return 'no-rule'; end if;
  if last_day is null or last_day < today or last_day > today + 1 then return 'no-rule'; end if;
  if has_lasting_seat(wanted, own_agency, today, part, null) then return 'already-there'; end if;
  return null;
end
$$;

-- Keeping somebody out is sending somebody away: nothing that an emergency gives.
create function check_exclusion() returns trigger language plpgsql set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
begin
  if current_user <> 'keerpunt_actor' then return new; end if;
  if has_lasting_seat(new.stream_id, own_agency, today, null, null) then return new; end if;
  raise exception 'kept out or let in by somebody who is there in an emergency only' using errcode = 'KP005';
end
$$;
comment on function check_exclusion is 'Refuses that somebody is kept out, or let in, by an agency that is at the table in an emergency only.';
create trigger exclusion_is_checked before insert on exclusion for each row execute function check_exclusion();

revoke all on function is_on_duty, enter_in_emergency, check_exclusion from public;
grant execute on function enter_in_emergency to keerpunt_actor;
