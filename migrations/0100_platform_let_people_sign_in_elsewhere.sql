-- Signing in with the account that somebody has at an organisation of hers. The registrar says which providers there are;
-- the doorkeeper keeps who of us is who there, as a keyed hash: neither table tells under which name.

create table provider (
  provider_id uuid not null,
  code text not null,
  name text not null,
  agency uuid not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea not null,
  hosts text[] not null,
  amr text[] not null,
  acr text[] not null,
  added_at timestamptz not null,
  constraint provider_key primary key (provider_id),
  constraint provider_code_is_one unique (code),
  constraint provider_has_an_agency foreign key (agency) references agency (agency),
  constraint provider_code_is_plain check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  constraint provider_name_is_there check (length(btrim(name)) between 1 and 100),
  constraint provider_has_a_host check (cardinality(hosts) > 0)
);
comment on table provider is 'Organisations whose accounts people can sign in with.';
comment on column provider.provider_id is 'The provider; a new one each time it is added.';
comment on column provider.code is 'What it is called in addresses and commands.';
comment on column provider.name is 'What people call it.';
comment on column provider.agency is 'Whose people may sign in with it.';
comment on column provider.issuer is 'Its own address, as it signs.';
comment on column provider.client_id is 'What we are called there.';
comment on column provider.sealed_secret is 'What we prove there who we are with, sealed with a key that is not in the database.';
comment on column provider.hosts is 'Hosts that the operator named; no other is asked or led to.';
comment on column provider.amr is 'Ways of signing in there of which one spares our own second step; none where it is always asked.';
comment on column provider.acr is 'Levels of signing in there of which one spares our own second step; none where it is always asked.';
comment on column provider.added_at is 'When it was added.';

create table provider_link (
  provider_id uuid not null,
  subject_hash bytea not null,
  person_id uuid not null,
  added_at timestamptz not null,
  used_at timestamptz,
  constraint provider_link_key primary key (provider_id, subject_hash),
  constraint provider_link_has_a_provider foreign key (provider_id) references provider (provider_id) on delete cascade,
  constraint provider_link_has_a_person foreign key (person_id) references person (person_id),
  constraint provider_link_is_one_for_each unique (provider_id, person_id)
);
comment on table provider_link is 'Who of our people has which account at a provider.';
comment on column provider_link.provider_id is 'Where.';
comment on column provider_link.subject_hash is 'Keyed hash of what the provider calls her.';
comment on column provider_link.person_id is 'Who she is here.';
comment on column provider_link.added_at is 'When she linked it herself.';
comment on column provider_link.used_at is 'When she last signed in with it, or null.';

create table provider_visit (
  token_hash bytea not null,
  provider_id uuid not null,
  purpose text not null,
  session_id uuid,
  set_up_hash bytea,
  ends_at timestamptz not null,
  subject_hash bytea,
  sealed_name bytea,
  proves_more boolean,
  constraint provider_visit_key primary key (token_hash),
  constraint provider_visit_has_a_provider foreign key (provider_id) references provider (provider_id) on delete cascade,
  constraint provider_visit_purpose_is_known check (purpose in ('sign-in', 'link', 'set-up')),
  constraint provider_visit_is_of_a_session check ((purpose = 'link') = (session_id is not null)),
  constraint provider_visit_is_of_a_set_up_link check ((purpose = 'set-up') = (set_up_hash is not null)),
  constraint provider_visit_came_back_whole check (num_nulls(subject_hash, sealed_name, proves_more) in (0, 3))
);
create index provider_visit_that_ended on provider_visit (ends_at);
comment on table provider_visit is 'Browsers that are at a provider, or just came back from one. Nothing in it answers for the browser.';
comment on column provider_visit.token_hash is 'SHA-256 of the token in the cookie; what the provider must give back is drawn from the token itself.';
comment on column provider_visit.provider_id is 'Where it is.';
comment on column provider_visit.purpose is 'To sign in, to link an account, or to set up signing in.';
comment on column provider_visit.session_id is 'The session that began to link, else null.';
comment on column provider_visit.set_up_hash is 'SHA-256 of the token of the link to set up with, else null.';
comment on column provider_visit.ends_at is 'Until when it is waited for.';
comment on column provider_visit.subject_hash is 'After coming back: keyed hash of what the provider calls her.';
comment on column provider_visit.sealed_name is 'After coming back: her name there, to be shown once, sealed with a key that is not in the database.';
comment on column provider_visit.proves_more is 'After coming back: whether she just proved there what spares our own second step.';

-- Whoever sets up signing in with a provider has no password; an authenticator she has in any case.
alter table set_up_link add column provider_id uuid;
alter table set_up_link add column subject_hash bytea;
alter table set_up_link add constraint set_up_link_has_a_provider foreign key (provider_id) references provider (provider_id) on delete cascade;
alter table set_up_link add constraint set_up_link_has_one_way_in check (num_nulls(provider_id, subject_hash) in (0, 2) and num_nonnulls(password_hash, provider_id) < 2);
comment on column set_up_link.provider_id is 'The provider chosen instead of a password, until the authenticator is proven too.';
comment on column set_up_link.subject_hash is 'Keyed hash of what that provider calls her, until the authenticator is proven too.';

grant select (provider_id, code, name, agency, issuer, client_id, hosts, amr, acr, added_at), insert, delete on provider to keerpunt_registrar;
grant update (sealed_secret) on provider to keerpunt_registrar;
grant select (provider_id, person_id) on provider_link to keerpunt_registrar;
grant select on provider to keerpunt_doorkeeper;
grant select, insert, delete on provider_link, provider_visit to keerpunt_doorkeeper;
grant update (used_at) on provider_link to keerpunt_doorkeeper;
grant update (provider_id, subject_hash) on set_up_link to keerpunt_doorkeeper;
