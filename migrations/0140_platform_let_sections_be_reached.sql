-- A section that nobody opened can be opened by somebody at the table; and in an emergency one can be read for a short time by
-- an agency at the table that is not in it. In which kinds of streams, and for which sections, is said by rules. The database
-- judges by what is recorded, and not by what a transaction says of itself.

create table reach_rule (
  stream_kind text not null,
  section text not null,
  can_be_first boolean not null,
  in_emergency boolean not null,
  constraint reach_rule_key primary key (stream_kind, section),
  constraint reach_rule_kind_is_a_code check (stream_kind ~ '^[a-z][a-z-]{0,39}$'),
  constraint reach_rule_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$')
);
comment on table reach_rule is 'Which sections an agency may reach that is at the table and not in them. Where there is no rule, none. Written by migrations only.';
comment on column reach_rule.stream_kind is 'Kind of stream.';
comment on column reach_rule.section is 'The section.';
comment on column reach_rule.can_be_first is 'Whether somebody at the table may open it, where nobody ever was.';
comment on column reach_rule.in_emergency is 'Whether somebody at the table may enter it in an emergency, for a short time.';
grant select on reach_rule to keerpunt_actor;

alter table party add column how text not null default 'invited';
alter table party add constraint party_how_is_known check (how in ('invited', 'first', 'emergency'));
alter table party add constraint party_in_emergency_ends check (how <> 'emergency' or not is_party or ends_on is not null);
comment on column party.how is 'Invited by somebody there; first where nobody ever was; or in an emergency.';

create function has_lasting_seat(wanted uuid, of_agency uuid, today date, part text, up_to bigint) returns boolean
language sql stable set search_path = keerpunt, pg_temp as $$
  select exists (
    select from (
      select distinct on (p.section) p.is_party, p.ends_on, p.how from party as p
      where p.stream_id = wanted and p.agency = of_agency and (part is null or p.section = part) and (up_to is null or p.since_sequence <= up_to)
      order by p.section, p.since_sequence desc
    ) as latest where latest.is_party and latest.how <> 'emergency' and (latest.ends_on is null or latest.ends_on >= today)
  )
$$;
comment on function has_lasting_seat is 'Whether an agency is at the table of a section, or of any, otherwise than in an emergency; as it was after one of the entries, or as it is.';

create function why_no_reach(wanted uuid, part text, manner text, last_day date) returns text
language plpgsql stable set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  rule reach_rule;
begin
  if own_agency is null or own_name is null or today is null or wanted is null then return 'not-at-the-table'; end if;
  -- Whoever is there in an emergency only does not go on from there.
  if not has_lasting_seat(wanted, own_agency, today, null, null)
    or not exists (select from stream as s where s.stream_id = wanted and own_name <> all (s.excluded)) then return 'not-at-the-table'; end if;
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
comment on function why_no_reach is 'Why the agency of the actor may not reach a section of a stream in this manner, as a code; null: it may.';

create function reach_section(part text, manner text, last_day date) returns text
language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  refusal constant text := why_no_reach(nullif(current_setting('keerpunt.stream', true), '')::uuid, part, manner, last_day);
begin
  if refusal is not null then return refusal; end if;
  perform set_config('keerpunt.sections', array_to_string(array(
    select distinct s from unnest(string_to_array(current_setting('keerpunt.sections', true), ',') || part) as s where s <> '' order by s
  ), ','), true);
  return null;
end
$$;
comment on function reach_section is 'Lets this transaction reach a section of the open stream in which the agency of the actor is not. Says why not, or null.';

create function check_party() returns trigger language plpgsql set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
begin
  -- Whoever begins a stream is at its table by begin_stream, which runs as the owner.
  if current_user <> 'keerpunt_actor' then return new; end if;
  if new.how = 'invited' then
    -- Leaving is open to everybody. Also where one left with the same entry, one was there.
    if not new.is_party and new.agency = own_agency then return new; end if;
    if has_lasting_seat(new.stream_id, own_agency, today, new.section, new.since_sequence)
      or has_lasting_seat(new.stream_id, own_agency, today, new.section, new.since_sequence - 1) then return new; end if;
    raise exception 'invited by somebody who is not there, or in an emergency only' using errcode = 'KP005';
  end if;
  if new.is_party and new.agency = own_agency and why_no_reach(new.stream_id, new.section, new.how, new.ends_on) is null then return new; end if;
  raise exception 'a section that cannot be reached' using errcode = 'KP005';
end
$$;
comment on function check_party is 'Refuses a party whom nobody who is there invited, and who could not reach the section either.';
create trigger party_is_checked before insert on party for each row execute function check_party();

revoke all on function has_lasting_seat, why_no_reach, reach_section, check_party from public;
grant execute on function has_lasting_seat, why_no_reach, reach_section to keerpunt_actor;
