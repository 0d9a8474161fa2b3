-- What sealed words leave so that their stream is found again without being opened: keyed tokens, and one sealed encoding
-- beside them. All of it can be made again from the entries by whoever has the keys.

create table imprint_rule (
  stream_kind text not null,
  section text not null,
  constraint imprint_rule_key primary key (stream_kind)
);
comment on table imprint_rule is 'From which section of which kind of stream imprints are made. Written by migrations only.';
comment on column imprint_rule.stream_kind is 'Kind of stream.';
comment on column imprint_rule.section is 'The section whose words leave the imprint; only its parties see that one.';

create table imprint (
  stream_id uuid not null,
  stream_kind text not null,
  section text not null,
  epoch text not null,
  tokens integer[] not null,
  sealed bytea not null,
  ask uuid,
  is_found boolean not null,
  agencies jsonb not null default '{}',
  excluded text[] not null default '{}',
  constraint imprint_key primary key (stream_id),
  constraint imprint_has_a_stream foreign key (stream_id) references stream (stream_id),
  constraint imprint_that_is_not_found_has_no_tokens check (is_found or cardinality(tokens) = 0)
);
-- Without a list of what is pending: each look would read through it.
create index imprint_by_token on imprint using gin (tokens) with (fastupdate = off);
create index imprint_by_epoch on imprint (epoch, stream_id);
alter table imprint alter column tokens set statistics 0;
comment on table imprint is 'How a stream is found again by its sealed words, without opening any. May be changed: all of it can be made again from the entries.';
comment on column imprint.stream_id is 'The stream that is found.';
comment on column imprint.stream_kind is 'Its kind.';
comment on column imprint.section is 'The section whose words left it; only its parties see the row.';
comment on column imprint.epoch is 'Under which key it is written, as a name.';
comment on column imprint.tokens is 'What two things known of somebody come to under the key of the epoch, cut to 32 bits. Equal things give equal tokens. None where the stream is not to be found now.';
comment on column imprint.sealed is 'Encodings to compare with, and the tokens before the key of the epoch; sealed by a key of the epoch.';
comment on column imprint.ask is 'The agency that is asked by one who does not see the stream, or null.';
comment on column imprint.is_found is 'False while the stream is not to be found: closed, or one with another.';
comment on column imprint.agencies is 'Each agency that may see the row, with the last day on which it may. Written by triggers only.';
comment on column imprint.excluded is 'Actors for whom the stream does not exist. Written by triggers only.';

create table imprint_question (
  actor text not null,
  asked_on date not null,
  question bytea not null,
  constraint imprint_question_key primary key (actor, asked_on, question)
);
comment on table imprint_question is 'For whom somebody asked beyond what he may see: so many different ones a day. Kept for a month.';
comment on column imprint_question.actor is 'Who asked.';
comment on column imprint_question.asked_on is 'On which day.';
comment on column imprint_question.question is 'Stands for what was asked, under the key of the epoch: the same question again does not count again.';

create function show_imprint() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  new.agencies := agencies_at(new.stream_id, new.section);
  select s.excluded into new.excluded from stream as s where s.stream_id = new.stream_id;
  return new;
end
$$;
comment on function show_imprint is 'Gives an imprint its readers; who adds it has no say in that.';
create trigger imprint_is_shown before insert on imprint for each row execute function show_imprint();

create function follow_table_to_imprint() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update imprint set agencies = agencies_at(new.stream_id, new.section) where stream_id = new.stream_id and section = new.section;
  return null;
end
$$;
comment on function follow_table_to_imprint is 'Keeps the agencies that may see an imprint.';
create trigger party_sees_imprint after insert on party for each row execute function follow_table_to_imprint();

create function follow_exclusion_to_imprint() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update imprint set excluded = array(
    select actor from (
      select distinct on (actor) actor, is_excluded from exclusion
      where stream_id = new.stream_id order by actor, since_sequence desc
    ) as latest where is_excluded order by actor
  ) where stream_id = new.stream_id;
  return null;
end
$$;
comment on function follow_exclusion_to_imprint is 'Keeps the actors for whom an imprint does not exist.';
create trigger exclusion_hides_imprint after insert on exclusion for each row execute function follow_exclusion_to_imprint();

create function forget_imprint() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  delete from imprint where stream_id = new.stream_id and section = new.section;
  return null;
end
$$;
comment on function forget_imprint is 'Where words are erased, whoever erases them, what they left goes with them.';
create trigger shredded_section_leaves_no_imprint after update on section_key for each row
  when (old.wrapped_key is not null and new.wrapped_key is null) execute function forget_imprint();
create trigger shredded_body_leaves_no_imprint after update on entry for each row
  when (old.sealed_key is not null and new.sealed_key is null) execute function forget_imprint();

create function find_imprints(kind text, wanted integer[], but_not uuid, question bytea) returns table (
  is_asked boolean, stream_id uuid, ask uuid, epoch text, sealed bytea
) language plpgsql security definer set search_path = keerpunt, pg_temp set enable_seqscan = off set jit = off as $$
declare
  own_agency constant text := nullif(current_setting('keerpunt.agency', true), '');
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
  today constant text := nullif(current_setting('keerpunt.today', true), '');
  -- So many different ones may one person ask for on a day, beyond what that person sees.
  most_questions constant integer := 50;
  -- What so many share leads to nobody; and of those who share something, so many are looked at.
  most_sharing constant integer := 600;
  most_looked_at constant integer := 300;
begin
  if own_name is null or own_agency is null or today is null then return; end if;
  delete from imprint_question as q where q.actor = own_name and q.asked_on < today::date - 31;
  -- One at a time for each person: otherwise many at once would each be the last that is allowed.
  perform pg_advisory_xact_lock(hashtextextended('imprint_question ' || own_name, 0));
  is_asked := exists (select from imprint_question as q where q.actor = own_name and q.asked_on = today::date and q.question = find_imprints.question);
  if not is_asked and (select count(*) from imprint_question as q where q.actor = own_name and q.asked_on = today::date) < most_questions then
    insert into imprint_question values (own_name, today::date, question);
    is_asked := true;
  end if;
  return next;
  return query
  with probe as materialized (
    -- Where the row lies: it is looked up again below, in this same statement.
    select t.token, hit.place from unnest(wanted) as t(token)
    cross join lateral (select i.ctid as place from imprint as i where i.tokens @> array[t.token] limit most_sharing + 1) as hit
  ), fine as (
    select p.token from probe as p group by p.token having count(*) <= most_sharing
  ), best as materialized (
    select p.place from probe as p join fine as f on f.token = p.token group by p.place
    order by count(*) desc, p.place limit most_looked_at
  )
  select null::boolean, case when seen.it then i.stream_id end, case when seen.it then null else i.ask end, i.epoch, i.sealed
  from imprint as i
  cross join lateral (select coalesce(i.agencies ->> own_agency >= today, false) as it) as seen
  where i.ctid = any (array(select b.place from best as b)) and i.stream_kind = kind and i.stream_id is distinct from but_not and own_name <> all (i.excluded)
    and (seen.it or (find_imprints.is_asked and i.ask is not null and i.ask <> own_agency::uuid));
end
$$;
comment on function find_imprints is 'What shares a token with what is asked for. First a row that says whether more than the visible was looked at; then for what the actor sees the stream, for all else only the agency to ask.';

create function some_imprints(kind text, most integer) returns table (of_about bigint, epoch text, sealed bytea)
language plpgsql stable security definer set search_path = keerpunt, pg_temp as $$
declare
  about constant bigint := (select greatest(c.reltuples, 0)::bigint from pg_class as c where c.oid = 'keerpunt.imprint'::regclass);
begin
  if about <= most then
    return query select count(*) over (), i.epoch, i.sealed from imprint as i where i.stream_kind = kind limit most;
  else
    return query execute format('select %s::bigint, i.epoch, i.sealed from imprint as i tablesample system (%s) where i.stream_kind = $1 limit $2', about, least(100, 100.0 * most / about)) using kind, most;
  end if;
end
$$;
comment on function some_imprints is 'Some sealed encodings without saying whose, so that it is known how common a name is; and how many there are, about.';

create function outdated_imprints(current_epoch text, after_stream uuid, most integer) returns table (stream_id uuid, is_found boolean, epoch text, sealed bytea)
language sql security definer set search_path = keerpunt, pg_temp as $$
  select i.stream_id, i.is_found, i.epoch, i.sealed from imprint as i
  where i.epoch <> current_epoch and (after_stream is null or i.stream_id > after_stream) order by i.stream_id limit most for update
$$;
comment on function outdated_imprints is 'Imprints of another epoch, in order, held until they are written anew.';

create function open_for_imprint(wanted uuid) returns boolean language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  part text;
begin
  perform set_config('keerpunt.stream', '', true), set_config('keerpunt.sections', '', true);
  select r.section into part from stream as s join imprint_rule as r on r.stream_kind = s.stream_kind where s.stream_id = wanted;
  if part is null then return false; end if;
  perform set_config('keerpunt.stream', wanted::text, true), set_config('keerpunt.sections', part, true);
  return true;
end
$$;
comment on function open_for_imprint is 'Opens, for whoever makes imprints again, the one section of a stream from which they are made.';

revoke all on function show_imprint, follow_table_to_imprint, follow_exclusion_to_imprint, forget_imprint, find_imprints, some_imprints, outdated_imprints, open_for_imprint from public;

alter table imprint enable row level security;

-- The actor sees imprints of sections at whose table it is, and asks.
grant select on imprint to keerpunt_actor;
grant execute on function find_imprints, some_imprints to keerpunt_actor;
create policy actor_finds on imprint for select to keerpunt_actor using (
  agencies ? current_setting('keerpunt.agency', true)
  and agencies ->> current_setting('keerpunt.agency', true) >= nullif(current_setting('keerpunt.today', true), '')
  and nullif(current_setting('keerpunt.actor', true), '') is not null
  and current_setting('keerpunt.actor', true) <> all (excluded)
);

-- The maker of imprints: writes them in the stream that is open; and where none is, all of them, when keys change. Of that
-- stream it reads the words of the one section.
grant usage on schema keerpunt to keerpunt_imprinter;
grant execute on function next_streams, outdated_imprints, open_for_imprint to keerpunt_imprinter;
grant select (stream_id, stream_kind, section, epoch, tokens, sealed, ask, is_found) on imprint to keerpunt_imprinter;
grant insert (stream_id, stream_kind, section, epoch, tokens, sealed, ask, is_found), update (epoch, tokens, sealed, ask, is_found), delete on imprint to keerpunt_imprinter;
create policy imprinter_reads on imprint for select to keerpunt_imprinter using (
  coalesce(nullif(current_setting('keerpunt.stream', true), '')::uuid, stream_id) = stream_id
);
create policy imprinter_adds on imprint for insert to keerpunt_imprinter with check (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
);
create policy imprinter_changes on imprint for update to keerpunt_imprinter using (
  coalesce(nullif(current_setting('keerpunt.stream', true), '')::uuid, stream_id) = stream_id
);
create policy imprinter_removes on imprint for delete to keerpunt_imprinter using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
);
grant select on entry, section_key to keerpunt_imprinter;
create policy imprinter_reads on entry for select to keerpunt_imprinter using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
create policy imprinter_reads on section_key for select to keerpunt_imprinter using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
grant select, insert on rebuild to keerpunt_imprinter;
grant update (version, begun_at, last_stream, streams, changed, finished_at) on rebuild to keerpunt_imprinter;
comment on column rebuild.stream_kind is 'Kind of stream; with ":imprints" behind it for what is made from words and not from headers.';
