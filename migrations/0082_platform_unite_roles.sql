-- One list of roles for people, the one that two persons keep: what somebody may do follows from her membership. Services
-- of ours are no people; what they may do at an agency is said by the operator, and stands apart.

alter table held_role rename to service_role;
alter table service_role rename column actor to service;
alter table service_role rename constraint held_role_key to service_role_key;
alter table service_role rename constraint held_role_has_an_agency to service_role_has_an_agency;
-- A person is called by a uuid. Whoever is none has no membership, and whoever is one gets no role past it.
alter table service_role add constraint service_role_is_of_no_person check (service !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
alter trigger held_role_stays on service_role rename to service_role_stays;
alter trigger held_role_is_not_emptied on service_role rename to service_role_is_not_emptied;
comment on table service_role is 'Which roles a service of ours holds at an agency. The last row for a role holds. Insert-only.';
comment on column service_role.service is 'Name of the service.';

create index membership_by_person on membership (person_id, agency) where confirmed_at is not null and ended_at is null;

create function roles_of(who text, at_agency uuid) returns text[] language sql stable security definer set search_path = keerpunt, pg_temp as $$
  select case when who ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (
    select coalesce(array_agg(distinct m.role order by m.role), '{}') from membership as m join person as p on p.person_id = m.person_id
    where m.person_id = who::uuid and m.agency = at_agency and m.confirmed_at is not null and m.ended_at is null and p.disabled_at is null
  ) else (
    select coalesce(array_agg(latest.role order by latest.role), '{}') from (
      select distinct on (s.role) s.role, s.is_held from service_role as s
      where s.agency = at_agency and s.service = who order by s.role, s.number desc
    ) as latest where latest.is_held
  ) end
$$;
comment on function roles_of is 'The roles that somebody holds at an agency now: a person by her membership, a service by what the operator said.';
revoke all on function roles_of from public;

create or replace function enter(wanted uuid, part text, apart_from text[]) returns table (
  roles text[], record_on uuid, stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint,
  access_hash bytea, sections text[], is_author boolean, is_conflicted boolean, wrapped_key bytea, master_key_id text, shredded_on date
) language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
begin
  roles := roles_of(own_name, own_agency);
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
