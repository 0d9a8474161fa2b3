-- A section in which one's agency is not. Two ways lead there: the first to have something to put there opens it, and in an
-- emergency one at the table looks for a day. Which sections allow that is said by the feature, once, in reach_rule.

create table reach_rule (
  stream_kind text not null,
  section text not null,
  can_be_first boolean not null,
  in_emergency boolean not null,
  constraint reach_rule_key primary key (stream_kind, section),
  constraint reach_rule_kind_is_a_code check (stream_kind ~ '^[a-z][a-z-]{0,39}$'),
  constraint reach_rule_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$')
);
comment on table reach_rule is 'Which sections of a kind of stream an agency at the table may reach that is not in them. Belongs to no stream; written by migrations only.';
comment on column reach_rule.stream_kind is 'Kind of the streams.';
comment on column reach_rule.section is 'The section.';
comment on column reach_rule.can_be_first is 'Whether it may be opened by one at the table, where nobody ever was.';
comment on column reach_rule.in_emergency is 'Whether one at the table may look into it in an emergency.';
alter table reach_rule enable row level security;

alter table party add column how text not null default 'invited';
alter table party add constraint party_how_is_known check (how in ('invited', 'first', 'emergency'));
alter table party add constraint party_emergency_ends check (how <> 'emergency' or ends_on is not null);
comment on column party.how is 'Whether it was invited, was the first there, or came in an emergency.';

create or replace function open_stream(wanted uuid) returns table (
  stream_kind text, head_sequence bigint, head_hash bytea, access_sequence bigint, access_hash bytea, sections text[]
) language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  found_stream stream;
  visible text[];
  borrowed text[];
begin
  perform set_config('keerpunt.stream', '', true), set_config('keerpunt.sections', '', true), set_config('keerpunt.borrowed', '', true), set_config('keerpunt.reached', '', true);
  -- The lock gives each transaction its turn in both chains of the stream.
  select * into found_stream from stream as s where s.stream_id = wanted for update;
  if not found or own_name is null or today is null or own_name = any (found_stream.excluded) then return; end if;
  select array_agg(latest.section order by latest.section), array_agg(latest.section) filter (where latest.how = 'emergency') into visible, borrowed from (
    select distinct on (p.section) p.section, p.is_party, p.ends_on, p.how from party as p
    where p.stream_id = wanted and p.agency = own_agency order by p.section, p.since_sequence desc
  ) as latest where latest.is_party and (latest.ends_on is null or latest.ends_on >= today);
  if visible is null then return; end if;
  perform set_config('keerpunt.stream', wanted::text, true), set_config('keerpunt.sections', array_to_string(visible, ','), true),
    set_config('keerpunt.borrowed', coalesce(array_to_string(borrowed, ','), ''), true);
  return query select found_stream.stream_kind, found_stream.head_sequence, found_stream.head_hash,
    found_stream.access_sequence, found_stream.access_hash, visible;
end
$$;
comment on function open_stream is 'Opens a stream for this transaction, with the sections to which the agency of the actor is a party today. No row: it is not there for this actor.';

create function reach_section(part text, way text, until date) returns text language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  open_one constant uuid := nullif(current_setting('keerpunt.stream', true), '')::uuid;
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  today constant date := nullif(current_setting('keerpunt.today', true), '')::date;
  visible constant text[] := string_to_array(current_setting('keerpunt.sections', true), ',');
  borrowed constant text[] := coalesce(string_to_array(nullif(current_setting('keerpunt.borrowed', true), ''), ','), '{}');
  rule reach_rule;
begin
  if open_one is null or own_agency is null or today is null or coalesce(cardinality(visible), 0) <= cardinality(borrowed) then
    raise exception 'nobody at the table of the stream' using errcode = 'KP004';
  end if;
  select r.* into rule from reach_rule as r join stream as s on s.stream_kind = r.stream_kind where s.stream_id = open_one and r.section = part;
  if not found or not (case way when 'first' then rule.can_be_first when 'emergency' then rule.in_emergency else false end) then
    raise exception 'this section is not reached this way' using errcode = 'KP004';
  end if;
  if way = 'first' then
    if exists (select from party as p where p.stream_id = open_one and p.section = part) then return 'section-taken'; end if;
  else
    if part = any (visible) and part <> all (borrowed) then return 'already-there'; end if;
    if until is null or until < today or until > today + 1 then raise exception 'an emergency ends tomorrow at the latest' using errcode = 'KP004'; end if;
  end if;
  perform set_config('keerpunt.reached', part, true), set_config('keerpunt.reached_how', way, true), set_config('keerpunt.reached_until', coalesce(until::text, ''), true);
  if way = 'emergency' and part <> all (borrowed) then perform set_config('keerpunt.borrowed', array_to_string(borrowed || part, ','), true); end if;
  if part <> all (visible) then perform set_config('keerpunt.sections', array_to_string(visible || part, ','), true); end if;
  return null;
end
$$;
comment on function reach_section is 'Opens one more section of the open stream for this transaction: as the first one there, or in an emergency until tomorrow. A text says why not.';
revoke all on function reach_section from public;
grant execute on function reach_section to keerpunt_actor;

-- Whoever came in an emergency invites nobody, and does not stay longer than was said.
drop policy actor_invites on party;
create policy actor_invites on party for insert to keerpunt_actor with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (
    (
      how = 'invited'
      and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
      and section <> all (string_to_array(coalesce(current_setting('keerpunt.borrowed', true), ''), ','))
    )
    or (
      how <> 'invited' and is_party
      and agency = nullif(current_setting('keerpunt.agency', true), '')::uuid
      and section = nullif(current_setting('keerpunt.reached', true), '')
      and how = current_setting('keerpunt.reached_how', true)
      and ends_on is not distinct from nullif(current_setting('keerpunt.reached_until', true), '')::date
    )
  )
);

-- Who looked and who tried to: whoever is at the table sees it, for its sections and what is for everybody.
grant select on access_record to keerpunt_actor;
create policy actor_sees_looks on access_record for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);
