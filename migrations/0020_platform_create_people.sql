-- People, agencies and who has which role where. Ordinary tables: they belong to no stream.
-- keerpunt_registrar manages them. It reads no credential, no stream, no entry and no key.

alter table agency add column added_at timestamptz not null default now();
alter table agency add constraint agency_name_is_there check (length(btrim(name)) between 1 and 200);
comment on column agency.added_at is 'When it was added.';

create table person (
  person_id uuid not null,
  sign_in_name text not null,
  name text not null,
  administers boolean not null,
  added_at timestamptz not null,
  added_by text not null,
  disabled_at timestamptz,
  disabled_by text,
  constraint person_key primary key (person_id),
  constraint person_sign_in_name_is_one unique (sign_in_name),
  -- For the reference of membership: whoever administers has no role that reads.
  constraint person_administers_or_not unique (person_id, administers),
  constraint person_sign_in_name_is_plain check (sign_in_name = lower(btrim(sign_in_name)) and length(sign_in_name) between 3 and 200),
  constraint person_name_is_there check (length(btrim(name)) between 1 and 200),
  constraint person_is_disabled_by_somebody check (num_nulls(disabled_at, disabled_by) in (0, 2))
);
comment on table person is 'People who can sign in.';
comment on column person.person_id is 'The person; the actor of what she does.';
comment on column person.sign_in_name is 'What she types to sign in, in small letters.';
comment on column person.name is 'What others call her.';
comment on column person.administers is 'Whether this account manages people. Such an account never reads; whoever does both has two accounts.';
comment on column person.added_at is 'When.';
comment on column person.added_by is 'Person, or operator for the command line.';
comment on column person.disabled_at is 'From when she may not sign in, or null.';
comment on column person.disabled_by is 'Who disabled her.';

create table membership (
  membership_id uuid not null,
  person_id uuid not null,
  agency uuid not null,
  role text not null,
  reads boolean not null,
  administers boolean not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  confirmed_at timestamptz,
  confirmed_by text,
  ended_at timestamptz,
  ended_by text,
  constraint membership_key primary key (membership_id),
  constraint membership_has_a_person foreign key (person_id, administers) references person (person_id, administers),
  constraint membership_has_an_agency foreign key (agency) references agency (agency),
  constraint membership_role_is_a_code check (role ~ '^[a-z][a-z-]{0,39}$'),
  constraint membership_administers_or_reads check (not (administers and reads)),
  constraint membership_is_not_proposed_for_oneself check (proposed_by <> person_id::text),
  constraint membership_that_reads_takes_a_second_person check (
    not reads or confirmed_by is null or (confirmed_by <> proposed_by and confirmed_by <> person_id::text and confirmed_by <> 'operator')
  ),
  constraint membership_that_administers_takes_a_second_person check (
    not administers or confirmed_by is null or (confirmed_by <> proposed_by and confirmed_by <> person_id::text) or (proposed_by = 'operator' and confirmed_by = 'operator')
  ),
  constraint membership_is_confirmed_by_somebody check (num_nulls(confirmed_at, confirmed_by) in (0, 2)),
  constraint membership_is_ended_by_somebody check (num_nulls(ended_at, ended_by) in (0, 2))
);
create unique index membership_is_one on membership (person_id, agency, role) where ended_at is null;
comment on table membership is 'Roles of people at agencies. One holds when it was confirmed and has not ended.';
comment on column membership.membership_id is 'The membership.';
comment on column membership.person_id is 'Who.';
comment on column membership.agency is 'Where.';
comment on column membership.role is 'As what, as a code.';
comment on column membership.reads is 'Whether the role can read what is kept about others.';
comment on column membership.administers is 'Whether the role manages people; as the account does.';
comment on column membership.proposed_at is 'When it was proposed.';
comment on column membership.proposed_by is 'Person, or operator for the command line.';
comment on column membership.confirmed_at is 'From when it holds, or null.';
comment on column membership.confirmed_by is 'The second person where one is needed.';
comment on column membership.ended_at is 'Until when it held, or null.';
comment on column membership.ended_by is 'Who ended it.';

create function check_membership() returns trigger language plpgsql set search_path = keerpunt, pg_temp as $$
declare
  own_name constant text := nullif(current_setting('keerpunt.actor', true), '');
begin
  if own_name is null then raise exception 'nobody acts' using errcode = 'KP004'; end if;
  if tg_op = 'INSERT' and new.proposed_by <> own_name then raise exception 'proposed for somebody else' using errcode = 'KP004'; end if;
  if tg_op = 'INSERT' and new.confirmed_by <> own_name then raise exception 'confirmed for somebody else' using errcode = 'KP004'; end if;
  if tg_op = 'UPDATE' and new.confirmed_by is distinct from old.confirmed_by and (old.confirmed_by is not null or new.confirmed_by is distinct from own_name) then
    raise exception 'confirmed for somebody else' using errcode = 'KP004';
  end if;
  if tg_op = 'UPDATE' and new.ended_by is distinct from old.ended_by and (old.ended_by is not null or new.ended_by is distinct from own_name) then
    raise exception 'ended for somebody else' using errcode = 'KP004';
  end if;
  return new;
end
$$;
comment on function check_membership is 'Nobody proposes, confirms or ends in the name of another.';
create trigger membership_is_ones_own_act before insert or update on membership for each row execute function check_membership();
revoke all on function check_membership from public;

grant usage on schema keerpunt to keerpunt_registrar;
grant select, insert on agency, person, membership to keerpunt_registrar;
grant update (disabled_at, disabled_by) on person to keerpunt_registrar;
grant update (confirmed_at, confirmed_by, ended_at, ended_by) on membership to keerpunt_registrar;
