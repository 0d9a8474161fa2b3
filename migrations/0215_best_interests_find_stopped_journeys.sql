-- What a journey rests on grows old without anybody recording something. Every morning a service looks which agencies sit at the
-- table of such a file, to tell them that something cannot wait. It learns neither of which file nor of how many.

create index list_place_returns_by_day on list_place (due_on, agency) where list = 'returns';

create function agencies_where_due(named text, today date) returns setof uuid
language plpgsql stable security definer set search_path = keerpunt, pg_temp as $$
begin
  -- Only for the service that tells agencies, where an agency gave it that: nobody else learns who has something due.
  if not exists (select 1 from agency_of_service(nullif(current_setting('keerpunt.actor', true), ''), 'messenger')) then return; end if;
  return query select distinct p.agency from list_place as p
    where p.list = named and named = 'returns' and p.due_on < agencies_where_due.today and p.last_day >= agencies_where_due.today order by p.agency;
end
$$;
comment on function agencies_where_due is 'Which agencies have something in a list whose day is over. For the service that tells them, and without what it is.';
revoke all on function agencies_where_due from public;
grant execute on function agencies_where_due to keerpunt_actor;
