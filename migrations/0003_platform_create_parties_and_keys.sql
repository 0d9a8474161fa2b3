-- Who is at the table of a stream, with which sections, and the keys of those sections.

create table party (
  stream_id uuid not null,
  agency uuid not null,
  section text not null,
  since_sequence bigint not null,
  is_party boolean not null,
  purpose text not null,
  ground text not null,
  ends_on date,
  constraint party_key primary key (stream_id, agency, section, since_sequence),
  -- At the end of the transaction: who begins a stream is at its table before there is an entry.
  constraint party_is_recorded foreign key (stream_id, since_sequence) references entry (stream_id, sequence) deferrable initially deferred,
  constraint party_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$'),
  constraint party_purpose_is_a_code check (purpose ~ '^[a-z][a-z-]{0,79}$'),
  constraint party_ground_is_a_code check (ground ~ '^[a-z][a-z0-9-]{0,79}$')
);
comment on table party is 'Invitations of an agency to a section and their ends, as the entries say. The last row for a section holds. Insert-only.';
comment on column party.stream_id is 'The stream.';
comment on column party.agency is 'Who is invited.';
comment on column party.section is 'To which section.';
comment on column party.since_sequence is 'The entry that says so.';
comment on column party.is_party is 'False when the entry ends the invitation.';
comment on column party.purpose is 'What for, as a code.';
comment on column party.ground is 'On which legal basis, as a code.';
comment on column party.ends_on is 'The last day on which it holds, or null.';

create table exclusion (
  stream_id uuid not null,
  actor text not null,
  since_sequence bigint not null,
  is_excluded boolean not null,
  constraint exclusion_key primary key (stream_id, actor, since_sequence),
  constraint exclusion_is_recorded foreign key (stream_id, since_sequence) references entry (stream_id, sequence) deferrable initially deferred
);
comment on table exclusion is 'People for whom a stream does not exist, although their agency is at the table. The last row for a person holds. Insert-only.';
comment on column exclusion.stream_id is 'The stream.';
comment on column exclusion.actor is 'Who.';
comment on column exclusion.since_sequence is 'The entry that says so.';
comment on column exclusion.is_excluded is 'False when the entry ends the exclusion.';

create table section_key (
  stream_id uuid not null,
  section text not null,
  wrapped_key bytea,
  master_key_id text not null,
  shredded_on date,
  shredded_by text,
  shredded_because text,
  constraint section_key_key primary key (stream_id, section),
  constraint section_key_has_a_stream foreign key (stream_id) references stream (stream_id),
  constraint section_key_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$'),
  constraint section_key_because_is_a_code check (shredded_because ~ '^[a-z][a-z-]{0,79}$'),
  constraint section_key_is_there_or_shredded check (num_nulls(shredded_on, shredded_by, shredded_because) = case when wrapped_key is null then 0 else 3 end)
);
comment on table section_key is 'The key of each section of a stream, wrapped by the master key. A shredded one leaves when, by whom and why.';
comment on column section_key.stream_id is 'The stream.';
comment on column section_key.section is 'The section.';
comment on column section_key.wrapped_key is 'The key, wrapped by the master key; null when it was destroyed.';
comment on column section_key.master_key_id is 'Which master key wraps it.';
comment on column section_key.shredded_on is 'Day on which it was destroyed.';
comment on column section_key.shredded_by is 'Who destroyed it.';
comment on column section_key.shredded_because is 'Why, as a code.';

create function keep_shredded() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if old.wrapped_key is null then raise exception 'a shredded key stays shredded' using errcode = 'KP001'; end if;
  return new;
end
$$;
comment on function keep_shredded is 'Refuses to bring a destroyed key back.';

create function follow_party() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update stream set agencies = coalesce((
    select jsonb_object_agg(agency, last_day) from (
      select agency, max(coalesce(ends_on, '9999-12-31')) as last_day from (
        select distinct on (agency, section) agency, is_party, ends_on from party
        where stream_id = new.stream_id order by agency, section, since_sequence desc
      ) as latest where is_party group by agency
    ) as present
  ), '{}') where stream_id = new.stream_id;
  return null;
end
$$;
comment on function follow_party is 'Keeps the agencies that may see that a stream exists.';

create function follow_exclusion() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update stream set excluded = array(
    select actor from (
      select distinct on (actor) actor, is_excluded from exclusion
      where stream_id = new.stream_id order by actor, since_sequence desc
    ) as latest where is_excluded order by actor
  ) where stream_id = new.stream_id;
  return null;
end
$$;
comment on function follow_exclusion is 'Keeps the actors for whom a stream does not exist.';

create trigger party_is_followed after insert on party for each row execute function follow_party();
create trigger party_stays before update or delete on party for each row execute function refuse_change();
create trigger party_is_not_emptied before truncate on party for each statement execute function refuse_change();
create trigger exclusion_is_followed after insert on exclusion for each row execute function follow_exclusion();
create trigger exclusion_stays before update or delete on exclusion for each row execute function refuse_change();
create trigger exclusion_is_not_emptied before truncate on exclusion for each statement execute function refuse_change();
create trigger section_key_stays_shredded before update on section_key for each row execute function keep_shredded();
create trigger section_key_is_kept before delete on section_key for each row execute function refuse_change();
create trigger section_key_is_not_emptied before truncate on section_key for each statement execute function refuse_change();
alter table party enable always trigger party_stays;
alter table party enable always trigger party_is_not_emptied;
alter table exclusion enable always trigger exclusion_stays;
alter table exclusion enable always trigger exclusion_is_not_emptied;
alter table section_key enable always trigger section_key_stays_shredded;
alter table section_key enable always trigger section_key_is_kept;
alter table section_key enable always trigger section_key_is_not_emptied;
