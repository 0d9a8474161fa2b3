-- Whoever may see a section may see who looked at it: records of looks were written for that, and nobody could read them.

grant select (stream_id, sequence, action, outcome, section, actor, agency, recorded_at, header_bytes, hash) on access_record to keerpunt_actor;
create policy actor_sees_looks on access_record for select to keerpunt_actor using (
  stream_id = nullif(current_setting('keerpunt.stream', true), '')::uuid
  and (section is null or section = any (string_to_array(current_setting('keerpunt.sections', true), ',')))
);
