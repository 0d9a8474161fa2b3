-- What people sign in with, and who is signed in. Only keerpunt_doorkeeper reads it. What opens something is kept hashed
-- or sealed with a key outside the database: whoever reads these tables cannot sign in with what they hold.

create table password (
  person_id uuid not null,
  hash text not null,
  set_at timestamptz not null,
  constraint password_key primary key (person_id),
  constraint password_has_a_person foreign key (person_id) references person (person_id),
  constraint password_is_hashed check (hash like '$argon2id$%')
);
comment on table password is 'Passwords, as Argon2id with a secret that is not in the database.';
comment on column password.person_id is 'Whose.';
comment on column password.hash is 'Hash with its parameters.';
comment on column password.set_at is 'When it was set.';

create table totp (
  person_id uuid not null,
  sealed_secret bytea not null,
  last_step bigint not null,
  set_at timestamptz not null,
  constraint totp_key primary key (person_id),
  constraint totp_has_a_person foreign key (person_id) references person (person_id)
);
comment on table totp is 'What the codes of an authenticator app are made from.';
comment on column totp.person_id is 'Whose.';
comment on column totp.sealed_secret is 'The secret, sealed with a key that is not in the database.';
comment on column totp.last_step is 'Half minute of the last code that was accepted; that code and older ones are refused.';
comment on column totp.set_at is 'When it was set up.';

create table recovery_code (
  person_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint recovery_code_key primary key (person_id, code_hash),
  constraint recovery_code_has_a_person foreign key (person_id) references person (person_id)
);
comment on table recovery_code is 'Codes on paper, for when the authenticator is gone. Each works once.';
comment on column recovery_code.person_id is 'Whose.';
comment on column recovery_code.code_hash is 'Keyed hash of the code.';
comment on column recovery_code.used_at is 'When it was used, or null.';

create table passkey (
  passkey_id text not null,
  person_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_key primary key (passkey_id),
  constraint passkey_has_a_person foreign key (person_id) references person (person_id)
);
comment on table passkey is 'Passkeys of people.';
comment on column passkey.passkey_id is 'Its id, as the authenticator gives it.';
comment on column passkey.person_id is 'Whose.';
comment on column passkey.public_key is 'The public half.';
comment on column passkey.counter is 'How often it signed, where it counts; a lower number is a copy.';
comment on column passkey.transports is 'How browsers reach it.';
comment on column passkey.added_at is 'When it was added.';
comment on column passkey.used_at is 'When it was last used.';

create table device (
  device_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  label text not null,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  constraint device_key primary key (device_id),
  constraint device_has_a_person foreign key (person_id) references person (person_id),
  constraint device_is_one unique (person_id, token_hash)
);
comment on table device is 'Browsers in which somebody has signed in whole. Failures elsewhere never delay a known one.';
comment on column device.device_id is 'The device, for one person.';
comment on column device.person_id is 'Whose.';
comment on column device.token_hash is 'SHA-256 of what the browser keeps.';
comment on column device.label is 'Kind of browser and system, for its owner to recognise.';
comment on column device.first_seen_at is 'When first.';
comment on column device.seen_at is 'When last.';

create table session (
  session_id uuid not null,
  person_id uuid not null,
  device_id uuid not null,
  token_hash bytea not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz not null,
  ended_at timestamptz,
  constraint session_key primary key (session_id),
  constraint session_has_a_person foreign key (person_id) references person (person_id),
  constraint session_has_a_device foreign key (device_id) references device (device_id) on delete cascade,
  constraint session_token_is_one unique (token_hash)
);
create index session_of_person on session (person_id) where ended_at is null;
comment on table session is 'Who is signed in where.';
comment on column session.session_id is 'The session.';
comment on column session.person_id is 'Who.';
comment on column session.device_id is 'In which browser.';
comment on column session.token_hash is 'SHA-256 of the token in the cookie.';
comment on column session.began_at is 'When it began.';
comment on column session.seen_at is 'When it was last used, to the minute.';
comment on column session.confirmed_at is 'When she last proved who she is; grave actions ask for a recent one.';
comment on column session.ended_at is 'When it was ended, or null; time-outs are reckoned, not written.';

create table pending_sign_in (
  token_hash bytea not null,
  purpose text not null,
  person_id uuid,
  challenge text,
  tries integer not null default 0,
  ends_at timestamptz not null,
  constraint pending_sign_in_key primary key (token_hash),
  constraint pending_sign_in_has_a_person foreign key (person_id) references person (person_id),
  constraint pending_sign_in_purpose_is_known check (purpose in ('code', 'passkey', 'add-passkey'))
);
create index pending_sign_in_that_ended on pending_sign_in (ends_at);
comment on table pending_sign_in is 'Half-way: a right password that waits for its code, or a question a passkey is to answer. Goes when it is answered.';
comment on column pending_sign_in.token_hash is 'SHA-256 of the token in the cookie.';
comment on column pending_sign_in.purpose is 'What it waits for.';
comment on column pending_sign_in.person_id is 'Whose, where that is known.';
comment on column pending_sign_in.challenge is 'What the passkey is to sign.';
comment on column pending_sign_in.tries is 'Codes that were tried.';
comment on column pending_sign_in.ends_at is 'Until when it waits.';

create table set_up_link (
  token_hash bytea not null,
  person_id uuid not null,
  ends_at timestamptz not null,
  password_hash text,
  sealed_secret bytea,
  used_at timestamptz,
  constraint set_up_link_key primary key (token_hash),
  constraint set_up_link_has_a_person foreign key (person_id) references person (person_id)
);
comment on table set_up_link is 'Links with which a person sets up how she signs in. Each works once.';
comment on column set_up_link.token_hash is 'SHA-256 of the token in the link.';
comment on column set_up_link.person_id is 'Whose.';
comment on column set_up_link.ends_at is 'Until when it works.';
comment on column set_up_link.password_hash is 'The password chosen, until the authenticator is proven too.';
comment on column set_up_link.sealed_secret is 'The secret of the authenticator, sealed, until it is proven.';
comment on column set_up_link.used_at is 'When it was used, or null.';

create table failed_try (
  bucket bytea not null,
  failures integer not null,
  last_at timestamptz not null,
  constraint failed_try_key primary key (bucket)
);
create index failed_try_to_forget on failed_try (last_at);
comment on table failed_try is 'How often signing in failed, per account and network, per network, and per known device. Holds no name and no address.';
comment on column failed_try.bucket is 'Keyed hash of what is counted.';
comment on column failed_try.failures is 'How many failed and are not forgotten yet.';
comment on column failed_try.last_at is 'When last.';

grant usage on schema keerpunt to keerpunt_doorkeeper;
grant select on person, membership, agency to keerpunt_doorkeeper;
grant select, insert, delete on password, totp, recovery_code, passkey, device, session, pending_sign_in, set_up_link, failed_try to keerpunt_doorkeeper;
grant update (last_step) on totp to keerpunt_doorkeeper;
grant update (used_at) on recovery_code to keerpunt_doorkeeper;
grant update (counter, used_at) on passkey to keerpunt_doorkeeper;
grant update (seen_at) on device to keerpunt_doorkeeper;
grant update (token_hash, seen_at, confirmed_at, ended_at) on session to keerpunt_doorkeeper;
grant update (tries) on pending_sign_in to keerpunt_doorkeeper;
grant update (password_hash, sealed_secret, used_at) on set_up_link to keerpunt_doorkeeper;
grant update (failures, last_at) on failed_try to keerpunt_doorkeeper;

-- The registrar lets people in by a link and throws them out; it reads nothing that opens anything.
grant insert (token_hash, person_id, ends_at) on set_up_link to keerpunt_registrar;
grant select (session_id, person_id, ended_at) on session to keerpunt_registrar;
grant update (ended_at) on session to keerpunt_registrar;
