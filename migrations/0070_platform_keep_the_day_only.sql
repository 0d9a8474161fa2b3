-- Of some looks the day is all that may be kept: whoever steals the database must not learn when a child was here.

alter table access_record alter column recorded_at drop not null;
comment on column access_record.recorded_at is 'When. Null where the day is all that may be known; that day stands in header_bytes.';

-- Bound when it is called, for the table of what services may do gets its name only with 0082.
create function agency_of_service(called text, held text) returns setof uuid
language plpgsql stable security definer set search_path = keerpunt, pg_temp as $$
begin
  return query select latest.agency from (
    select distinct on (s.agency) s.agency, s.is_held from service_role as s
    where s.service = called and s.role = held order by s.agency, s.number desc
  ) as latest where latest.is_held order by latest.agency limit 1;
end
$$;
comment on function agency_of_service is 'The agency for which a service works: where it holds its role. Asked before an action of the service, which says for whom it acts.';
revoke all on function agency_of_service from public;
grant execute on function agency_of_service to keerpunt_actor;
