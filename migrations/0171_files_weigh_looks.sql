-- Whether a look is unusual follows from one's own earlier looks, also at other files.

create index access_record_by_actor on keerpunt.access_record (actor, recorded_at) include (stream_id) where action = 'file.way-in';

create function keerpunt.own_looks(here uuid, moment timestamptz, days integer) returns table (in_hour integer, hours timestamptz[])
language sql stable security definer set search_path = keerpunt, pg_temp as $$
  with own as (
    select r.stream_id, r.recorded_at from access_record as r
    where r.action = 'file.way-in' and r.actor = nullif(current_setting('keerpunt.actor', true), '')
      and r.recorded_at between moment - make_interval(days => days) and moment
  )
  -- The look that asks is recorded only when it has its answer.
  select (select 1 + count(distinct o.stream_id)::integer from own as o where o.recorded_at > moment - interval '1 hour' and o.stream_id <> here),
    coalesce((select array_agg(distinct date_trunc('hour', o.recorded_at)) from own as o), '{}')
$$;
comment on function keerpunt.own_looks is 'At how many files the actor looked within the hour before a moment, the one here among them, and in which hours of the days before it. Only its own looks, and not at which.';
revoke all on function keerpunt.own_looks from public;
grant execute on function keerpunt.own_looks to keerpunt_actor;
