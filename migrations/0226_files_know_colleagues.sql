-- Who may be kept out of a file by whom hangs on whether both work at the same agency. That is all the actor learns of memberships:
-- whether one person, whom it names, belongs or belonged to its own agency.

create function is_colleague(who uuid) returns boolean language sql stable security definer set search_path = keerpunt, pg_temp as $$
  select exists (
    select from membership as m
    where m.person_id = who and m.agency = nullif(current_setting('keerpunt.agency', true), '')::uuid and m.confirmed_at is not null
  )
$$;
comment on function is_colleague is 'Whether this person belongs, or belonged, to the agency that acts.';
revoke all on function is_colleague from public;
grant execute on function is_colleague to keerpunt_actor;
