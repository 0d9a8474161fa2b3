-- A list is read by one agency in the order in which things are due. Rows of lists carry all their agencies in one column,
-- and no index over that gives an order: reading grew with what others have. So each row has a place for each agency.

create table list_place (
  agency uuid not null,
  list text not null,
  due_on date,
  stream_id uuid not null,
  item text not null,
  last_day date not null,
  excluded text[] not null,
  constraint list_place_key primary key (stream_id, list, item, agency),
  constraint list_place_has_a_row foreign key (stream_id, list, item) references list_row (stream_id, list, item) on delete cascade
);
create index list_place_in_order on list_place (agency, list, due_on, stream_id);
comment on table list_place is 'Where a row of a list stands for each agency that may see it, in the order of what is due. Written by triggers only.';
comment on column list_place.agency is 'The agency that may see the row.';
comment on column list_place.list is 'Which list, as a code.';
comment on column list_place.due_on is 'The day on which something has to be done, or null.';
comment on column list_place.stream_id is 'The stream the row tells about.';
comment on column list_place.item is 'Tells the rows of one stream in one list apart.';
comment on column list_place.last_day is 'The last day on which the agency may see the row.';
comment on column list_place.excluded is 'Actors for whom the row does not exist.';

create function place_list_row() returns trigger language plpgsql security definer set search_path = keerpunt, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.due_on is not distinct from old.due_on and new.agencies = old.agencies and new.excluded = old.excluded then return null; end if;
    delete from list_place as p where p.stream_id = new.stream_id and p.list = new.list and p.item = new.item;
  end if;
  insert into list_place (agency, list, due_on, stream_id, item, last_day, excluded)
  select a.key::uuid, new.list, new.due_on, new.stream_id, new.item, a.value::date, new.excluded from jsonb_each_text(new.agencies) as a;
  return null;
end
$$;
comment on function place_list_row is 'Gives a row of a list its place with each agency that may see it.';
create trigger list_row_is_placed after insert or update on list_row for each row execute function place_list_row();
revoke all on function place_list_row from public;

insert into list_place (agency, list, due_on, stream_id, item, last_day, excluded)
select a.key::uuid, r.list, r.due_on, r.stream_id, r.item, a.value::date, r.excluded from list_row as r cross join jsonb_each_text(r.agencies) as a;

drop index list_row_by_agency;
drop index list_row_by_list;

alter table list_place enable row level security;
grant select on list_place to keerpunt_actor;
create policy actor_lists on list_place for select to keerpunt_actor using (
  agency = nullif(current_setting('keerpunt.agency', true), '')::uuid
  and last_day >= nullif(current_setting('keerpunt.today', true), '')::date
  and nullif(current_setting('keerpunt.actor', true), '') is not null
  and current_setting('keerpunt.actor', true) <> all (excluded)
);
