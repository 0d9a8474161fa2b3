-- Of some looks the day is all that may be kept: whoever steals the database must not learn when a child was here.

alter table access_record alter column recorded_at drop not null;
comment on column access_record.recorded_at is 'When. Null where the day is all that may be known; that day stands in header_bytes.';

create function agency_of_service(service text, held text) returns setof uuid
language sql stable security definer set search_path = keerpunt, pg_temp as $$
  select latest.agency from (
    select distinct on (h.agency) h.agency, h.is_held from held_role as h
    where h.actor = service and h.role = held order by h.agency, h.number desc
  ) as latest where latest.is_held order by latest.agency limit 1
$$;
comment on function agency_of_service is 'The agency for which a service works: where it holds its role. Asked before an action of the service, which says for whom it acts.';
revoke all on function agency_of_service from public;
grant execute on function agency_of_service to keerpunt_actor;
