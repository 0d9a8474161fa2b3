-- What somebody typed and has not sent, kept so that a reload, a sign-out or a server that dies takes nothing away. Its words are
-- sealed under a key of that person. It is no record: nobody decides on it, nobody else ever reads it, and it goes.

create table draft_key (
  person_id uuid not null,
  wrapped_key bytea not null,
  master_key_id text not null,
  constraint draft_key_key primary key (person_id),
  constraint draft_key_has_a_person foreign key (person_id) references person (person_id)
);
comment on table draft_key is 'The key of what somebody typed and has not sent, one for each person. Goes when she is disabled, and everything under it with it.';
comment on column draft_key.person_id is 'Whose.';
comment on column draft_key.wrapped_key is 'The key, wrapped by the master key.';
comment on column draft_key.master_key_id is 'Which master key wraps it.';

create table form_draft (
  person_id uuid not null,
  draft_id uuid not null,
  form_mark bytea not null,
  sealed bytea,
  saved_at timestamptz not null,
  expires_at timestamptz not null,
  constraint form_draft_key primary key (person_id, draft_id),
  constraint form_draft_has_a_key foreign key (person_id) references draft_key (person_id) on delete cascade,
  constraint form_draft_mark_is_a_hash check (octet_length(form_mark) = 32),
  constraint form_draft_is_small check (octet_length(sealed) <= 327680)
);
create index form_draft_by_expiry on form_draft (expires_at);
comment on table form_draft is 'What somebody typed into a form and has not sent. State, not history.';
comment on column form_draft.person_id is 'Whose. Nobody else ever sees the row.';
comment on column form_draft.draft_id is 'Drawn by the page into which it was typed.';
comment on column form_draft.form_mark is 'Which form, as a hash under the key of the person: without it nobody learns on what she works.';
comment on column form_draft.sealed is 'The words, and of what they are: sealed. Null once it was sent or thrown away, so that nothing that comes late brings it back.';
comment on column form_draft.saved_at is 'When it was kept last.';
comment on column form_draft.expires_at is 'When it is thrown away.';

create function forget_drafts() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  delete from draft_key where person_id = new.person_id;
  return null;
end
$$;
comment on function forget_drafts is 'Destroys the key of the drafts of somebody who was disabled, and so the drafts.';
create trigger person_loses_drafts after update of disabled_at on person for each row when (new.disabled_at is not null) execute function forget_drafts();

create function check_draft_person() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  perform from person as p where p.person_id = new.person_id and p.disabled_at is null for share;
  if not found then raise exception 'drafts of somebody who may not work here' using errcode = 'KP004'; end if;
  return new;
end
$$;
comment on function check_draft_person is 'Refuses a key for drafts of somebody who was disabled meanwhile.';
create trigger draft_key_is_of_somebody before insert on draft_key for each row execute function check_draft_person();

create function sweep_drafts(at timestamptz) returns bigint language plpgsql security definer set search_path = keerpunt, pg_temp as $$
declare
  swept bigint;
begin
  delete from form_draft where expires_at <= at;
  get diagnostics swept = row_count;
  return swept;
end
$$;
comment on function sweep_drafts is 'Throws away drafts that nobody took up in time.';

revoke all on function forget_drafts, check_draft_person, sweep_drafts from public;

alter table draft_key enable row level security;
alter table form_draft enable row level security;

-- The drafter: one person's drafts, and nothing else that is kept.
grant usage on schema keerpunt to keerpunt_drafter;
grant execute on function sweep_drafts to keerpunt_drafter;
grant select, insert on draft_key to keerpunt_drafter;
grant select, insert, update (sealed, saved_at, expires_at), delete on form_draft to keerpunt_drafter;
create policy drafter_opens on draft_key for select to keerpunt_drafter using (person_id::text = current_setting('keerpunt.actor', true));
create policy drafter_makes on draft_key for insert to keerpunt_drafter with check (person_id::text = current_setting('keerpunt.actor', true));
create policy drafter_reads on form_draft for select to keerpunt_drafter using (person_id::text = current_setting('keerpunt.actor', true));
create policy drafter_keeps on form_draft for insert to keerpunt_drafter with check (person_id::text = current_setting('keerpunt.actor', true));
create policy drafter_changes on form_draft for update to keerpunt_drafter using (person_id::text = current_setting('keerpunt.actor', true));
create policy drafter_drops on form_draft for delete to keerpunt_drafter using (person_id::text = current_setting('keerpunt.actor', true));

-- The keeper of keys wraps these anew as well, and sees no draft.
grant select on draft_key to keerpunt_keeper;
grant update (wrapped_key, master_key_id) on draft_key to keerpunt_keeper;
create policy keeper_reads on draft_key for select to keerpunt_keeper using (true);
create policy keeper_changes on draft_key for update to keerpunt_keeper using (true) with check (true);
