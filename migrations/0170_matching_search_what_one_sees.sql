-- Whoever looks for a name finds it in what she sees, and nothing of what she does not: neither that it is there nor how often.

create function search_imprints(kind text, wanted integer[]) returns table (stream_id uuid, epoch text, sealed bytea)
language plpgsql stable security definer set search_path = keerpunt, pg_temp set enable_seqscan = off set jit = off as $$
declare
  own_agency constant text := nullif(current_setting('keerpunt.agency', true), '');
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant text := nullif(current_setting('keerpunt.today', true), '');
  -- What so many of those she sees share is passed over; and of those who share something, so many are looked at.
  most_sharing constant integer := 300;
  most_looked_at constant integer := 300;
begin
  if own_name is null or own_agency is null or today is null then return; end if;
  return query
  with probe as materialized (
    -- Only of what is seen: else a name that many have elsewhere would not be found here, and that would tell of them.
    select t.token, hit.place from unnest(wanted) as t(token)
    cross join lateral (
      select i.ctid as place from imprint as i
      where i.tokens @> array[t.token] and i.stream_kind = kind and i.agencies ->> own_agency >= today and own_name <> all (i.excluded)
      limit most_sharing + 1
    ) as hit
  ), fine as (
    select p.token from probe as p group by p.token having count(*) <= most_sharing
  ), best as materialized (
    select p.place from probe as p join fine as f on f.token = p.token group by p.place
    order by count(*) desc, p.place limit most_looked_at
  )
  select i.stream_id, i.epoch, i.sealed from imprint as i where i.ctid = any (array(select b.place from best as b));
end
$$;
comment on function search_imprints is 'Of the streams that the actor sees, those that share a token with what is looked for. Nothing is asked of others, and nothing kept.';
revoke all on function search_imprints from public;
grant execute on function search_imprints to keerpunt_actor;
