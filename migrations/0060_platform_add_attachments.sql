-- Attachments: sealed outside the database, in chunks, and added by an entry that names their digest. A file that comes in
-- waits as an upload until an action takes it into its stream, whole and in its own transaction.

create table upload (
  upload_id uuid not null,
  form_hash bytea not null,
  actor text not null,
  agency uuid,
  begun_at timestamptz not null,
  expires_at timestamptz not null,
  wrapped_key bytea,
  master_key_id text,
  sealed_name bytea,
  media_type text,
  bytes bigint,
  sealed_bytes bigint,
  digest bytea,
  constraint upload_key primary key (upload_id),
  constraint upload_form_is_a_hash check (octet_length(form_hash) = 32),
  constraint upload_media_type_is_a_code check (media_type ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint upload_digest_is_a_hash check (octet_length(digest) = 32),
  constraint upload_is_whole_or_has_no_key check (num_nulls(wrapped_key, master_key_id, sealed_name, media_type, bytes, sealed_bytes, digest) in (0, 7))
);
create index upload_by_expiry on upload (expires_at);
comment on table upload is 'A file that came in and that no action took yet. It goes when one does, or when it expires. Belongs to no stream.';
comment on column upload.upload_id is 'Identity of the file; as an attachment it keeps it.';
comment on column upload.form_hash is 'Hash of the secret of the form it came with; only whoever has that form can take it.';
comment on column upload.actor is 'On whose behalf it came in.';
comment on column upload.agency is 'For which agency, or null.';
comment on column upload.begun_at is 'When it began to come in.';
comment on column upload.expires_at is 'When it is thrown away.';
comment on column upload.wrapped_key is 'Its key, wrapped by the master key. Null until it is whole: what broke off on the way never opens.';
comment on column upload.master_key_id is 'Which master key wraps it.';
comment on column upload.sealed_name is 'How the file is called, sealed.';
comment on column upload.media_type is 'What it is by its content, as a code.';
comment on column upload.bytes is 'Its size.';
comment on column upload.sealed_bytes is 'Its size as it is stored.';
comment on column upload.digest is 'SHA-256 of the sealed name and the sealed bytes.';

create table upload_chunk (
  upload_id uuid not null,
  number integer not null,
  sealed bytea not null,
  constraint upload_chunk_key primary key (upload_id, number),
  constraint upload_chunk_has_an_upload foreign key (upload_id) references upload (upload_id) on delete cascade,
  constraint upload_chunk_is_small check (octet_length(sealed) <= 262144)
);
comment on table upload_chunk is 'The sealed bytes of a file that came in.';
comment on column upload_chunk.upload_id is 'The file.';
comment on column upload_chunk.number is 'Its place, from 0.';
comment on column upload_chunk.sealed is 'Sealed bytes.';

create table used_form (
  form_hash bytea not null,
  used_at timestamptz not null,
  constraint used_form_key primary key (form_hash),
  constraint used_form_is_a_hash check (octet_length(form_hash) = 32)
);
comment on table used_form is 'Forms whose files were taken, so that one that is sent twice adds nothing a second time. Forgotten after some weeks.';
comment on column used_form.form_hash is 'Hash of the secret of the form.';
comment on column used_form.used_at is 'When its files were taken.';

create table attachment (
  stream_id uuid not null,
  attachment_id uuid not null,
  section text not null,
  since_sequence bigint not null,
  media_type text not null,
  bytes bigint not null,
  sealed_bytes bigint not null,
  digest bytea not null,
  sealed_name bytea not null,
  sealed_key bytea,
  constraint attachment_key primary key (stream_id, attachment_id),
  -- At the end of the transaction: entry and attachments are kept together.
  constraint attachment_is_recorded foreign key (stream_id, since_sequence) references entry (stream_id, sequence) deferrable initially deferred,
  constraint attachment_section_is_a_code check (section ~ '^[a-z][a-z-]{0,39}$'),
  constraint attachment_media_type_is_a_code check (media_type ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint attachment_digest_is_a_hash check (octet_length(digest) = 32)
);
create index attachment_by_entry on attachment (stream_id, since_sequence);
comment on table attachment is 'Files that entries added. Insert-only; the one exception is that its key can be destroyed.';
comment on column attachment.stream_id is 'The stream it belongs to.';
comment on column attachment.attachment_id is 'Its identity.';
comment on column attachment.section is 'The section of the entry that added it; who reads that may open it.';
comment on column attachment.since_sequence is 'The entry that added it, whose header names it with its digest.';
comment on column attachment.media_type is 'What it is by its content, as a code.';
comment on column attachment.bytes is 'Its size.';
comment on column attachment.sealed_bytes is 'Its size as it is stored.';
comment on column attachment.digest is 'SHA-256 of the sealed name and the sealed bytes.';
comment on column attachment.sealed_name is 'How the file is called, sealed.';
comment on column attachment.sealed_key is 'Its key, wrapped by the key of its section; null when it was destroyed.';

create table attachment_chunk (
  stream_id uuid not null,
  attachment_id uuid not null,
  number integer not null,
  section text not null,
  sealed bytea not null,
  constraint attachment_chunk_key primary key (stream_id, attachment_id, number),
  constraint attachment_chunk_has_an_attachment foreign key (stream_id, attachment_id) references attachment (stream_id, attachment_id),
  constraint attachment_chunk_is_small check (octet_length(sealed) <= 262144)
);
comment on table attachment_chunk is 'The sealed bytes of an attachment. Insert-only.';
comment on column attachment_chunk.stream_id is 'The stream.';
comment on column attachment_chunk.attachment_id is 'The attachment.';
comment on column attachment_chunk.number is 'Its place, from 0.';
comment on column attachment_chunk.section is 'The section of the attachment.';
comment on column attachment_chunk.sealed is 'Sealed bytes.';
-- They look random: trying to compress them only costs time.
alter table upload_chunk alter column sealed set storage external;
alter table attachment_chunk alter column sealed set storage external;

create table attachment_total (
  stream_id uuid not null,
  bytes bigint not null,
  constraint attachment_total_key primary key (stream_id),
  constraint attachment_total_has_a_stream foreign key (stream_id) references stream (stream_id) deferrable initially deferred
);
comment on table attachment_total is 'How much the attachments of a stream take, in all its sections. Written by claim_space only.';
comment on column attachment_total.stream_id is 'The stream.';
comment on column attachment_total.bytes is 'Bytes.';

create table attachment_usage (
  agency uuid not null,
  bytes bigint not null,
  constraint attachment_usage_key primary key (agency),
  constraint attachment_usage_has_an_agency foreign key (agency) references agency (agency)
);
comment on table attachment_usage is 'How much the attachments take that an agency added. Written by claim_space only.';
comment on column attachment_usage.agency is 'The agency.';
comment on column attachment_usage.bytes is 'Bytes.';

create function claim_space(form bytea, at timestamptz, target uuid, wanted bigint, most_in_stream bigint, most_for_agency bigint) returns text
language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  own_agency constant uuid := nullif(current_setting('keerpunt.agency', true), '')::uuid;
  there bigint;
  refusal text;
begin
  if target is distinct from nullif(current_setting('keerpunt.stream', true), '')::uuid and exists (select from stream as s where s.stream_id = target) then
    raise exception 'the stream is not open' using errcode = 'KP003';
  end if;
  -- Of two that send the same form at once the second waits here for the first.
  insert into used_form (form_hash, used_at) values (form, at) on conflict do nothing;
  if not found then return 'already-sent'; end if;
  -- The lock of the stream gives each its turn; a stream that is only about to begin has nobody else yet.
  select t.bytes into there from attachment_total as t where t.stream_id = target;
  if coalesce(there, 0) + wanted > most_in_stream then
    refusal := 'quota-stream';
  elsif wanted > most_for_agency then
    refusal := 'quota-agency';
  elsif wanted > 0 then
    insert into attachment_usage as u (agency, bytes) values (own_agency, wanted)
    on conflict (agency) do update set bytes = u.bytes + excluded.bytes where u.bytes + excluded.bytes <= most_for_agency;
    if not found then refusal := 'quota-agency'; end if;
  end if;
  if refusal is not null then
    delete from used_form where form_hash = form;
    return refusal;
  end if;
  if wanted > 0 then
    insert into attachment_total as t (stream_id, bytes) values (target, wanted)
    on conflict (stream_id) do update set bytes = t.bytes + excluded.bytes;
  end if;
  return null;
end
$$;
comment on function claim_space is 'Uses a form once and counts what it is about to attach; or says why not, and leaves nothing. Exact, also when many ask at once.';

create function find_uploads(form bytea, wanted uuid[], at timestamptz) returns table (
  upload_id uuid, wrapped_key bytea, master_key_id text, media_type text, bytes bigint, sealed_bytes bigint, digest bytea
) language sql security definer set search_path = keerpunt, pg_temp as $$
  select u.upload_id, u.wrapped_key, u.master_key_id, u.media_type, u.bytes, u.sealed_bytes, u.digest from upload as u
  where u.upload_id = any (wanted) and u.form_hash = form and u.wrapped_key is not null and u.expires_at > at
    and u.actor = current_setting('keerpunt.actor', true)
    and u.agency is not distinct from nullif(current_setting('keerpunt.agency', true), '')::uuid
  for update
$$;
comment on function find_uploads is 'The files of a form that came in whole for this actor, held for this transaction.';

create function take_upload(wanted uuid, form bytea, part text, since bigint, new_key bytea) returns void
language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  this_stream constant uuid := nullif(current_setting('keerpunt.stream', true), '')::uuid;
begin
  if this_stream is null or part is null or part <> all (string_to_array(current_setting('keerpunt.sections', true), ',')) then
    raise exception 'the section is not open' using errcode = 'KP003';
  end if;
  insert into attachment (stream_id, attachment_id, section, since_sequence, media_type, bytes, sealed_bytes, digest, sealed_name, sealed_key)
  select this_stream, u.upload_id, part, since, u.media_type, u.bytes, u.sealed_bytes, u.digest, u.sealed_name, new_key from upload as u
  where u.upload_id = wanted and u.form_hash = form and u.wrapped_key is not null and u.actor = current_setting('keerpunt.actor', true)
    and u.agency is not distinct from nullif(current_setting('keerpunt.agency', true), '')::uuid;
  if not found then raise exception 'no such upload' using errcode = 'KP003'; end if;
  insert into attachment_chunk (stream_id, attachment_id, number, section, sealed)
  select this_stream, c.upload_id, c.number, part, c.sealed from upload_chunk as c where c.upload_id = wanted;
  delete from upload where upload_id = wanted;
end
$$;
comment on function take_upload is 'Takes a file that came in into the open stream, under a key of its section. Its sealed bytes stay as they are.';

create function sweep_uploads(at timestamptz, forms_before timestamptz) returns bigint language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  swept bigint;
begin
  delete from upload where expires_at <= at;
  get diagnostics swept = row_count;
  delete from used_form where used_at <= forms_before;
  return swept;
end
$$;
comment on function sweep_uploads is 'Throws away what nobody took in time, and what broke off on the way.';

create function follow_shredding() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  update attachment set sealed_key = null where stream_id = new.stream_id and since_sequence = new.sequence and sealed_key is not null;
  return null;
end
$$;
comment on function follow_shredding is 'Destroys the keys of the attachments of an entry together with that of its body.';

create trigger entry_takes_its_attachments_along after update on entry for each row
  when (old.sealed_key is not null and new.sealed_key is null) execute function follow_shredding();
alter table entry enable always trigger entry_takes_its_attachments_along;
create trigger attachment_stays before update on attachment for each row execute function refuse_change_but_shredding();
create trigger attachment_is_kept before delete on attachment for each row execute function refuse_change();
create trigger attachment_is_not_emptied before truncate on attachment for each statement execute function refuse_change();
create trigger attachment_chunk_stays before update or delete on attachment_chunk for each row execute function refuse_change();
create trigger attachment_chunk_is_not_emptied before truncate on attachment_chunk for each statement execute function refuse_change();
alter table attachment enable always trigger attachment_stays;
alter table attachment enable always trigger attachment_is_kept;
alter table attachment enable always trigger attachment_is_not_emptied;
alter table attachment_chunk enable always trigger attachment_chunk_stays;
alter table attachment_chunk enable always trigger attachment_chunk_is_not_emptied;

revoke all on function claim_space, find_uploads, take_upload, sweep_uploads, follow_shredding from public;

alter table upload enable row level security;
alter table upload_chunk enable row level security;
alter table used_form enable row level security;
alter table attachment enable row level security;
alter table attachment_chunk enable row level security;
alter table attachment_total enable row level security;
alter table attachment_usage enable row level security;

-- The receiver: takes in what is sent, before it is known what becomes of it. It sees no stream, and can open nothing.
grant usage on schema keerpunt to keerpunt_receiver;
grant execute on function sweep_uploads to keerpunt_receiver;
grant select, insert, delete on upload to keerpunt_receiver;
grant update (wrapped_key, master_key_id, sealed_name, media_type, bytes, sealed_bytes, digest) on upload to keerpunt_receiver;
grant select, insert on upload_chunk to keerpunt_receiver;
create policy receiver_counts on upload for select to keerpunt_receiver using (true);
create policy receiver_begins on upload for insert to keerpunt_receiver with check (actor = current_setting('keerpunt.actor', true));
create policy receiver_ends on upload for update to keerpunt_receiver using (actor = current_setting('keerpunt.actor', true) and wrapped_key is null) with check (actor = current_setting('keerpunt.actor', true));
create policy receiver_drops on upload for delete to keerpunt_receiver using (actor = current_setting('keerpunt.actor', true));
-- Sealed bytes only: a picture is written anew from them, with a key that is in memory and nowhere else.
create policy receiver_reads on upload_chunk for select to keerpunt_receiver using (true);
create policy receiver_adds on upload_chunk for insert to keerpunt_receiver with check (true);

-- The actor: takes what came in for it, and reads the attachments of the sections it sees.
grant execute on function claim_space, find_uploads, take_upload to keerpunt_actor;
grant select on attachment, attachment_chunk to keerpunt_actor;
create policy actor_reads on attachment for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
create policy actor_reads on attachment_chunk for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and section = any (string_to_array(current_setting('keerpunt.sections', true), ','))
);
