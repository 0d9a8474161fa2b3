import type { ColumnType, Generated } from 'kysely';

/** Never changed once it is there. */
type Fixed<T> = ColumnType<T, T, never>;

type Hashes = { previous_hash: Fixed<Buffer>; hash: Fixed<Buffer> };

/** The tables of the migrations; their comments in the database say what each column holds. */
export type Tables = {
  mail_state: { is_only_one: ColumnType<true, never, never>; works: boolean; since: Date; tried_at: Date };
  notice_address: { person_id: string; address: string; language: string };
  installation: { is_only_one: ColumnType<true, never, never>; is_for_training: Fixed<boolean> };
  stream: {
    stream_id: string;
    stream_kind: string;
    head_sequence: number;
    head_hash: Buffer | null;
    access_sequence: number;
    access_hash: Buffer | null;
    agencies: Record<string, string>;
    excluded: string[];
  };
  entry: Hashes & {
    stream_id: Fixed<string>;
    sequence: Fixed<number>;
    stream_kind: Fixed<string>;
    section: Fixed<string | null>;
    kind: Fixed<string>;
    version: Fixed<number>;
    header: ColumnType<Record<string, unknown>, string, never>;
    header_bytes: Fixed<Buffer>;
    sealed_body: Fixed<Buffer | null>;
    sealed_key: ColumnType<Buffer | null, Buffer | null, null>;
    recorded_on: Fixed<string>;
    recorded_at: Fixed<Date | null>;
    actor: Fixed<string>;
  };
  access_record: Hashes & {
    stream_id: Fixed<string>;
    sequence: Fixed<number>;
    action: Fixed<string>;
    outcome: Fixed<'done' | 'refused' | 'failed'>;
    section: Fixed<string | null>;
    actor: Fixed<string>;
    agency: Fixed<string | null>;
    recorded_at: Fixed<Date | null>;
    header_bytes: Fixed<Buffer>;
  };
  block: {
    number: Fixed<number>;
    closed_at: Fixed<Date>;
    root: Fixed<Buffer>;
    head_count: Fixed<number>;
    previous_root: Fixed<Buffer>;
    signature: Fixed<Buffer>;
  };
  block_head: {
    stream_id: Fixed<string>;
    block_number: Fixed<number>;
    head_sequence: Fixed<number>;
    head_hash: Fixed<Buffer | null>;
    access_sequence: Fixed<number>;
    access_hash: Fixed<Buffer | null>;
  };
  party: {
    stream_id: Fixed<string>;
    agency: Fixed<string>;
    section: Fixed<string>;
    since_sequence: Fixed<number>;
    is_party: Fixed<boolean>;
    purpose: Fixed<string>;
    ground: Fixed<string>;
    ends_on: Fixed<string | null>;
    how: ColumnType<'invited' | 'first' | 'emergency', 'invited' | 'first' | 'emergency' | undefined, never>;
  };
  known_node: { node: Fixed<string>; number: ColumnType<number, never, never>; name: Fixed<string>; card: Fixed<string | null>; recorded_on: Fixed<string>; recorded_by: Fixed<string> };
  duty_desk: { stream_kind: Fixed<string>; number: Generated<number>; agency: Fixed<string | null>; role: Fixed<string>; recorded_on: Fixed<string>; recorded_by: Fixed<string> };
  reach_rule: { stream_kind: Fixed<string>; section: Fixed<string>; can_be_first: Fixed<boolean>; in_emergency: Fixed<boolean>; grounds: ColumnType<string[] | null, never, never> };
  exclusion: {
    stream_id: Fixed<string>;
    actor: Fixed<string>;
    since_sequence: Fixed<number>;
    is_excluded: Fixed<boolean>;
  };
  section_key: {
    stream_id: Fixed<string>;
    section: Fixed<string>;
    wrapped_key: Buffer | null;
    master_key_id: string;
    shredded_on: string | null;
    shredded_by: string | null;
    shredded_because: string | null;
  };
  agency: {
    agency: Fixed<string>;
    name: Fixed<string>;
    added_at: Generated<Date>;
  };
  service_role: {
    agency: Fixed<string>;
    service: Fixed<string>;
    role: Fixed<string>;
    number: Generated<number>;
    is_held: Fixed<boolean>;
    recorded_on: Fixed<string>;
    recorded_by: Fixed<string>;
  };
  list_place: { agency: Fixed<string>; list: Fixed<string>; due_on: Fixed<string | null>; stream_id: Fixed<string>; item: Fixed<string>; last_day: Fixed<string>; excluded: Fixed<string[]> };
  list_row: {
    stream_id: Fixed<string>;
    list: Fixed<string>;
    item: Fixed<string>;
    section: Fixed<string | null>;
    state: string;
    due_on: string | null;
    fields: ColumnType<Record<string, unknown>, string, string>;
    agencies: ColumnType<Record<string, string>, never, never>;
    excluded: ColumnType<string[], never, never>;
  };
  imprint_rule: { stream_kind: Fixed<string>; section: Fixed<string> };
  imprint: {
    stream_id: Fixed<string>;
    stream_kind: Fixed<string>;
    section: Fixed<string>;
    epoch: string;
    tokens: number[];
    sealed: Buffer;
    ask: string | null;
    is_found: boolean;
    agencies: ColumnType<Record<string, string>, never, never>;
    excluded: ColumnType<string[], never, never>;
  };
  imprint_question: { actor: Fixed<string>; asked_on: Fixed<string>; question: Fixed<Buffer> };
  upload: {
    upload_id: Fixed<string>;
    form_hash: Fixed<Buffer>;
    actor: Fixed<string>;
    agency: Fixed<string | null>;
    begun_at: Fixed<Date>;
    expires_at: Fixed<Date>;
    wrapped_key: ColumnType<Buffer | null, never, Buffer>;
    master_key_id: ColumnType<string | null, never, string>;
    sealed_name: ColumnType<Buffer | null, never, Buffer>;
    media_type: ColumnType<string | null, never, string>;
    bytes: ColumnType<number | null, never, number>;
    sealed_bytes: ColumnType<number | null, never, number>;
    digest: ColumnType<Buffer | null, never, Buffer>;
  };
  upload_chunk: { upload_id: Fixed<string>; number: Fixed<number>; sealed: Fixed<Buffer> };
  used_form: { form_hash: Fixed<Buffer>; used_at: Fixed<Date> };
  attachment: {
    stream_id: Fixed<string>;
    attachment_id: Fixed<string>;
    section: Fixed<string>;
    since_sequence: Fixed<number>;
    media_type: Fixed<string>;
    bytes: Fixed<number>;
    sealed_bytes: Fixed<number>;
    digest: Fixed<Buffer>;
    sealed_name: Fixed<Buffer>;
    sealed_key: Fixed<Buffer | null>;
  };
  attachment_chunk: { stream_id: Fixed<string>; attachment_id: Fixed<string>; number: Fixed<number>; section: Fixed<string>; sealed: Fixed<Buffer> };
  attachment_total: { stream_id: Fixed<string>; bytes: Fixed<number> };
  attachment_usage: { agency: Fixed<string>; bytes: Fixed<number> };
  draft_key: { person_id: Fixed<string>; wrapped_key: Buffer; master_key_id: string };
  form_draft: { person_id: Fixed<string>; draft_id: Fixed<string>; form_mark: Fixed<Buffer>; sealed: Buffer | null; saved_at: Date; expires_at: Date };
  person: {
    person_id: string;
    sign_in_name: string;
    name: string;
    administers: boolean;
    added_at: Date;
    added_by: string;
    disabled_at: Date | null;
    disabled_by: string | null;
  };
  membership: {
    membership_id: string;
    person_id: string;
    agency: string;
    role: string;
    reads: boolean;
    administers: boolean;
    proposed_at: Date;
    proposed_by: string;
    confirmed_at: Date | null;
    confirmed_by: string | null;
    ended_at: Date | null;
    ended_by: string | null;
  };
  password: { person_id: string; hash: string; set_at: Date };
  totp: { person_id: string; sealed_secret: Buffer; last_step: number; set_at: Date };
  recovery_code: { person_id: string; code_hash: Buffer; used_at: Date | null };
  passkey: {
    passkey_id: string;
    person_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    added_at: Date;
    used_at: Date | null;
  };
  device: { device_id: string; person_id: string; token_hash: Buffer; label: string; first_seen_at: Date; seen_at: Date };
  session: {
    session_id: string;
    person_id: string;
    device_id: string;
    token_hash: Buffer;
    began_at: Date;
    seen_at: Date;
    confirmed_at: Date;
    ended_at: Date | null;
  };
  pending_sign_in: {
    token_hash: Buffer;
    purpose: 'code' | 'passkey' | 'add-passkey';
    person_id: string | null;
    challenge: string | null;
    tries: Generated<number>;
    ends_at: Date;
  };
  set_up_link: {
    token_hash: Buffer;
    person_id: string;
    ends_at: Date;
    password_hash: string | null;
    sealed_secret: Buffer | null;
    used_at: Date | null;
    provider_id: string | null;
    subject_hash: Buffer | null;
  };
  provider: {
    provider_id: Fixed<string>;
    code: Fixed<string>;
    name: Fixed<string>;
    agency: Fixed<string>;
    issuer: Fixed<string>;
    client_id: Fixed<string>;
    sealed_secret: Buffer;
    hosts: Fixed<string[]>;
    amr: Fixed<string[]>;
    acr: Fixed<string[]>;
    added_at: Fixed<Date>;
  };
  provider_link: { provider_id: Fixed<string>; subject_hash: Fixed<Buffer>; person_id: Fixed<string>; added_at: Fixed<Date>; used_at: Date | null };
  provider_visit: {
    token_hash: Fixed<Buffer>;
    provider_id: Fixed<string>;
    purpose: Fixed<'sign-in' | 'link' | 'set-up'>;
    session_id: Fixed<string | null>;
    set_up_hash: Fixed<Buffer | null>;
    ends_at: Fixed<Date>;
    subject_hash: Fixed<Buffer | null>;
    sealed_name: Fixed<Buffer | null>;
    proves_more: Fixed<boolean | null>;
  };
  api_token: {
    token_id: Fixed<string>;
    person_id: Fixed<string>;
    agency: Fixed<string>;
    name: Fixed<string>;
    token_hash: Fixed<Buffer>;
    actions: Fixed<string[]>;
    made_at: Fixed<Date>;
    ends_on: Fixed<string>;
    used_on: string | null;
    ended_at: Date | null;
  };
  api_answer: { token_id: Fixed<string>; key_hash: Fixed<Buffer>; input_hash: Fixed<Buffer>; sealed_answer: Fixed<Buffer>; answered_at: Fixed<Date> };
  failed_try: { bucket: Buffer; failures: number; last_at: Date };
  rebuild: { stream_kind: Fixed<string>; version: string; begun_at: Date; last_stream: string | null; streams: number; changed: number; finished_at: Date | null };
  migration: { number: number; name: string; checksum: string; applied_at: Generated<Date> };
};
