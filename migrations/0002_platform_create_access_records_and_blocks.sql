-- Who looked and who acted, and the blocks that make the past unalterable.

create table access_record (
  stream_id uuid not null,
  sequence bigint not null,
  action text not null,
  outcome text not null,
  section text,
  actor text not null,
  agency uuid,
  recorded_at timestamptz not null,
  header_bytes bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint access_record_key primary key (stream_id, sequence),
  constraint access_record_has_a_stream foreign key (stream_id) references stream (stream_id),
  constraint access_record_counts_from_one check (sequence > 0),
  constraint access_record_outcome_is_known check (outcome in ('done', 'refused', 'failed')),
  constraint access_record_action_is_a_code check (action ~ '^[a-z][a-z.-]{0,79}$'),
  constraint access_record_hashes_are_whole check (octet_length(previous_hash) = 32 and octet_length(hash) = 32)
);
comment on table access_record is 'Each look and each action, also the refused ones, in a chain of its own for each stream. Insert-only.';
comment on column access_record.stream_id is 'The stream that was looked at or acted on.';
comment on column access_record.sequence is 'Its number among the access records of the stream, without gaps.';
comment on column access_record.action is 'Name of the action.';
comment on column access_record.outcome is 'done, refused or failed.';
comment on column access_record.section is 'The section it was about, or null.';
comment on column access_record.actor is 'Who: id of a person, or name of a service.';
comment on column access_record.agency is 'The agency on whose behalf, or null for a service.';
comment on column access_record.recorded_at is 'When.';
comment on column access_record.header_bytes is 'The same facts as they were hashed.';
comment on column access_record.previous_hash is 'Hash of the access record before it.';
comment on column access_record.hash is 'Hash of this one with the one before it.';

create function follow_access_record() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update stream set access_sequence = new.sequence, access_hash = new.hash
  where stream_id = new.stream_id and access_sequence = new.sequence - 1
    and (access_sequence = 0 or access_hash = new.previous_hash);
  if not found then raise exception 'not the next access record of its stream' using errcode = 'KP002'; end if;
  return null;
end
$$;
comment on function follow_access_record is 'Moves the head of the access records of a stream, and refuses one that does not follow it.';

create table block (
  number bigint not null,
  closed_at timestamptz not null,
  root bytea not null,
  head_count integer not null,
  previous_root bytea not null,
  signature bytea not null,
  constraint block_key primary key (number),
  constraint block_counts_from_one check (number > 0),
  constraint block_head_count_is_a_count check (head_count >= 0),
  constraint block_roots_are_whole check (octet_length(root) = 32 and octet_length(previous_root) = 32)
);
comment on table block is 'A signed statement of where all chains ended at a moment; its root goes to the witness. Insert-only.';
comment on column block.number is 'Its number, without gaps.';
comment on column block.closed_at is 'When it was closed.';
comment on column block.root is 'One hash over the heads it holds.';
comment on column block.head_count is 'How many heads it holds.';
comment on column block.previous_root is 'Root of the block before it.';
comment on column block.signature is 'Made with a key that is not in this database.';

create table block_head (
  stream_id uuid not null,
  block_number bigint not null,
  head_sequence bigint not null,
  head_hash bytea,
  access_sequence bigint not null,
  access_hash bytea,
  constraint block_head_key primary key (stream_id, block_number)
);
comment on table block_head is 'Where the chains of one stream ended when a block was closed; only of streams that changed since the block before. Insert-only.';
comment on column block_head.stream_id is 'The stream.';
comment on column block_head.block_number is 'The block.';
comment on column block_head.head_sequence is 'Number of the last entry.';
comment on column block_head.head_hash is 'Hash of the last entry.';
comment on column block_head.access_sequence is 'Number of the last access record.';
comment on column block_head.access_hash is 'Hash of the last access record.';

create trigger access_record_follows after insert on access_record for each row execute function follow_access_record();
create trigger access_record_stays before update or delete on access_record for each row execute function refuse_change();
create trigger access_record_is_not_emptied before truncate on access_record for each statement execute function refuse_change();
create trigger block_stays before update or delete on block for each row execute function refuse_change();
create trigger block_is_not_emptied before truncate on block for each statement execute function refuse_change();
create trigger block_head_stays before update or delete on block_head for each row execute function refuse_change();
create trigger block_head_is_not_emptied before truncate on block_head for each statement execute function refuse_change();
alter table access_record enable always trigger access_record_stays;
alter table access_record enable always trigger access_record_is_not_emptied;
alter table block enable always trigger block_stays;
alter table block enable always trigger block_is_not_emptied;
alter table block_head enable always trigger block_head_stays;
alter table block_head enable always trigger block_head_is_not_emptied;
