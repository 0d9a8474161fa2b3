-- Of what a child is accused only an agency reads that sits there on a named ground of GDPR art. 10, and what lies with its lawyer
-- only the lawyer. The rules of files ask for that ground; the database asks again, so that no other way to the table leads past it.

alter table reach_rule add column grounds text[];
alter table reach_rule add constraint reach_rule_grounds_are_some check (cardinality(grounds) > 0);
comment on column reach_rule.grounds is 'On which grounds an agency may be at the table of the section; null: on any.';

update reach_rule set grounds = array['gdpr-10-authority', 'gdpr-10-counsel', 'gdpr-10-guardian', 'law-enforcement'] where stream_kind = 'file' and section = 'justice';
update reach_rule set grounds = array['counsel-of-the-child'] where stream_kind = 'file' and section = 'counsel';

create function check_ground() returns trigger language plpgsql set search_path = keerpunt, pg_temp as $$
begin
  -- Who goes may always go. What the owner does is done by migrations and by restoring what was there.
  if current_user <> 'keerpunt_actor' or not new.is_party then return new; end if;
  if exists (
    select from stream as s join reach_rule as r on r.stream_kind = s.stream_kind and r.section = new.section
    where s.stream_id = new.stream_id and r.grounds is not null and new.ground <> all (r.grounds)
  ) then raise exception 'at the table without a ground for this section' using errcode = 'KP005'; end if;
  return new;
end
$$;
comment on function check_ground is 'Refuses a party in a section that asks for a ground on which it does not stand.';
create trigger party_has_its_ground before insert on party for each row execute function check_ground();
revoke all on function check_ground from public;
