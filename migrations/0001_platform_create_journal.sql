-- Streams and their entries. An action adds entries; nothing changes or removes them, by grant and by trigger.

create table stream (
  stream_id uuid not null,
  stream_kind text not null,
  head_sequence bigint not null default 0,
  head_hash bytea,
  access_sequence bigint not null default 0,
  access_hash bytea,
  agencies jsonb not null default '{}',
  excluded text[] not null default '{}',
  constraint stream_key primary key (stream_id),
  constraint stream_kind_is_a_code check (stream_kind ~ '^[a-z][a-z-]{0,39}$'),
  constraint stream_head_is_a_hash check ((head_sequence = 0) = (head_hash is null) and octet_length(head_hash) = 32),
  constraint stream_access_is_a_hash check ((access_sequence = 0) = (access_hash is null) and octet_length(access_hash) = 32)
);
create index stream_by_agency on stream using gin (agencies);
comment on table stream is 'One row for each stream: where its two chains end and who may see that it exists. Written by functions and triggers only.';
comment on column stream.stream_id is 'Identity of the stream; part of every key of everything that belongs to it.';
comment on column stream.stream_kind is 'What the stream is about, as a code.';
comment on column stream.head_sequence is 'Number of its last entry, 0 before the first. Never shown.';
comment on column stream.head_hash is 'Hash of its last entry.';
comment on column stream.access_sequence is 'Number of its last access record, 0 before the first.';
comment on column stream.access_hash is 'Hash of its last access record.';
comment on column stream.agencies is 'Each agency that may see that the stream exists, with the last day on which it may; 9999-12-31 is without end.';
comment on column stream.excluded is 'Actors for whom the stream does not exist, whatever their agency may.';

create table entry (
  stream_id uuid not null,
  sequence bigint not null,
  stream_kind text not null,
  section text,
  kind text not null,
  version integer not null,
  header jsonb not null,
  header_bytes bytea not null,
  sealed_body bytea,
  sealed_key bytea,
  recorded_on date not null,
  recorded_at timestamptz,
  actor text not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint entry_key primary key (stream_id, sequence),
  constraint entry_has_a_stream foreign key (stream_id) references stream (stream_id),
  constraint entry_counts_from_one check (sequence > 0),
  constraint entry_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$'),
  constraint entry_kind_is_a_code check (kind ~ '^[a-z][a-z.-]{0,79}$'),
  constraint entry_version_counts_from_one check (version > 0),
  constraint entry_header_is_an_object check (jsonb_typeof(header) = 'object'),
  constraint entry_key_has_a_body check (sealed_key is null or sealed_body is not null),
  constraint entry_body_has_a_section check (sealed_body is null or section is not null),
  constraint entry_hashes_are_whole check (octet_length(previous_hash) = 32 and octet_length(hash) = 32),
  constraint entry_moment_is_on_its_day check (recorded_at is null or (recorded_at at time zone 'UTC')::date = recorded_on)
);
comment on table entry is 'What was recorded, in order. Insert-only; the one exception is that the key of a body can be destroyed.';
comment on column entry.stream_id is 'The stream it belongs to.';
comment on column entry.sequence is 'Its number in the stream, without gaps, given under the lock of the stream. Never shown.';
comment on column entry.stream_kind is 'Kind of its stream.';
comment on column entry.section is 'The part of the stream it belongs to, with its own readers; null is for everybody at the table.';
comment on column entry.kind is 'What it records, as a code.';
comment on column entry.version is 'Version of the schema its header follows.';
comment on column entry.header is 'Codes, dates and ids, to compute with. No words and no names.';
comment on column entry.header_bytes is 'The same as it was hashed.';
comment on column entry.sealed_body is 'Words, names and documents, encrypted. Shown, never computed with.';
comment on column entry.sealed_key is 'Key of the body, wrapped by the key of its section; null without a body, or when it was destroyed.';
comment on column entry.recorded_on is 'Day on which it was recorded, UTC.';
comment on column entry.recorded_at is 'Moment at which it was recorded; null where the day is all that may be known.';
comment on column entry.actor is 'Who recorded it: id of a person, or name of a service.';
comment on column entry.previous_hash is 'Hash of the entry before it.';
comment on column entry.hash is 'Hash of this entry with the one before it.';

create function refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is insert-only', tg_table_name using errcode = 'KP001';
end
$$;
comment on function refuse_change is 'Refuses to change or remove what may only be added, whoever asks.';

create function refuse_change_but_shredding() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.sealed_key is null and old.sealed_key is not null then
    old.sealed_key := null;
    if new is not distinct from old then return new; end if;
  end if;
  raise exception '% is insert-only', tg_table_name using errcode = 'KP001';
end
$$;
comment on function refuse_change_but_shredding is 'The same, but lets the key of a body be destroyed.';

create function follow_entry() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update stream set head_sequence = new.sequence, head_hash = new.hash
  where stream_id = new.stream_id and stream_kind = new.stream_kind and head_sequence = new.sequence - 1
    and (head_sequence = 0 or head_hash = new.previous_hash);
  if not found then raise exception 'not the next entry of its stream' using errcode = 'KP002'; end if;
  return null;
end
$$;
comment on function follow_entry is 'Moves the head of the stream to a new entry, and refuses one that does not follow it.';

create trigger entry_follows after insert on entry for each row execute function follow_entry();
create trigger entry_stays before update on entry for each row execute function refuse_change_but_shredding();
create trigger entry_is_kept before delete on entry for each row execute function refuse_change();
create trigger entry_is_not_emptied before truncate on entry for each statement execute function refuse_change();
-- Always: also for a connection that says it is only a replica.
alter table entry enable always trigger entry_stays;
alter table entry enable always trigger entry_is_kept;
alter table entry enable always trigger entry_is_not_emptied;
