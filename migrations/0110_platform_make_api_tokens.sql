-- Tokens with which programs do what a person may do, and what was answered to those who may ask twice.

create table api_token (
  token_id uuid not null,
  person_id uuid not null,
  agency uuid not null,
  name text not null,
  token_hash bytea not null,
  actions text[] not null,
  made_at timestamptz not null,
  ends_on date not null,
  used_on date,
  ended_at timestamptz,
  constraint api_token_key primary key (token_id),
  constraint api_token_has_a_person foreign key (person_id) references person (person_id),
  constraint api_token_has_an_agency foreign key (agency) references agency (agency),
  constraint api_token_is_one unique (token_hash),
  constraint api_token_may_something check (cardinality(actions) > 0)
);
create index api_token_of_person on api_token (person_id) where ended_at is null;
comment on table api_token is 'Tokens of people for programs. Each may do some of what its person may do, and nothing more. Belongs to no stream.';
comment on column api_token.token_id is 'The token, to be ended by.';
comment on column api_token.person_id is 'Whose.';
comment on column api_token.agency is 'For which agency it acts.';
comment on column api_token.name is 'How its owner calls it.';
comment on column api_token.token_hash is 'SHA-256 of it.';
comment on column api_token.actions is 'Names of the actions it was made for.';
comment on column api_token.made_at is 'When it was made.';
comment on column api_token.ends_on is 'The last day on which it works.';
comment on column api_token.used_on is 'Day on which it was last used, or null.';
comment on column api_token.ended_at is 'When it was ended, or null.';

create table api_answer (
  token_id uuid not null,
  key_hash bytea not null,
  input_hash bytea not null,
  sealed_answer bytea not null,
  answered_at timestamptz not null,
  constraint api_answer_key primary key (token_id, key_hash),
  constraint api_answer_has_a_token foreign key (token_id) references api_token (token_id) on delete cascade
);
create index api_answer_to_forget on api_answer (answered_at);
comment on table api_answer is 'What was answered when something was kept, for whoever asks the same again within a day. Belongs to no stream; goes after a day.';
comment on column api_answer.token_id is 'With which token it was asked.';
comment on column api_answer.key_hash is 'SHA-256 of the key that the program drew for this.';
comment on column api_answer.input_hash is 'Keyed hash of what was asked.';
comment on column api_answer.sealed_answer is 'The answer, sealed with a key that is not in the database.';
comment on column api_answer.answered_at is 'When.';

alter table api_token enable row level security;
alter table api_answer enable row level security;
grant select, insert on api_token to keerpunt_doorkeeper;
grant update (used_on, ended_at) on api_token to keerpunt_doorkeeper;
create policy doorkeeper_keeps on api_token for all to keerpunt_doorkeeper using (true) with check (true);
grant select, delete on api_answer to keerpunt_doorkeeper;
create policy doorkeeper_reads on api_answer for select to keerpunt_doorkeeper using (true);
create policy doorkeeper_forgets on api_answer for delete to keerpunt_doorkeeper using (true);
-- In the transaction of the action itself: what was kept and that it was answered are there together, or neither is.
grant insert on api_answer to keerpunt_actor;
create policy actor_answers on api_answer for insert to keerpunt_actor with check (nullif(current_setting('keerpunt.actor', true), '') is not null);

-- For which agency a token acts is said by its name.
create policy doorkeeper_reads on agency for select to keerpunt_doorkeeper using (true);

-- Whoever may end somebody's sessions ends the tokens with them.
grant select (token_id, person_id, agency, ended_at) on api_token to keerpunt_registrar;
grant update (ended_at) on api_token to keerpunt_registrar;
create policy registrar_sees on api_token for select to keerpunt_registrar using (true);
create policy registrar_ends on api_token for update to keerpunt_registrar using (true) with check (true);
