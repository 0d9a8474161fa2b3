-- What another installation sends is taken in only where whoever runs this one said to know it, and by which keys: said on the
-- command line and nowhere else, after the keys were read out on a telephone number that was known before.

create table known_node (
  node uuid not null,
  number bigint generated always as identity,
  name text not null,
  card text,
  recorded_on date not null,
  recorded_by text not null,
  constraint known_node_key primary key (node, number),
  constraint known_node_name_is_short check (length(name) between 1 and 200),
  constraint known_node_card_is_short check (length(card) <= 8000)
);
comment on table known_node is 'Other installations that this one exchanges packages with. The last row of each holds. Insert-only.';
comment on column known_node.node is 'Its identity here.';
comment on column known_node.number is 'Counts up, so that the last row is known.';
comment on column known_node.name is 'What it is called here.';
comment on column known_node.card is 'Its public keys; null where from then on it is not known.';
comment on column known_node.recorded_on is 'Day on which it was recorded, UTC.';
comment on column known_node.recorded_by is 'Who said so.';

create trigger known_node_stays before update or delete on known_node for each row execute function refuse_change();
create trigger known_node_is_not_emptied before truncate on known_node for each statement execute function refuse_change();
alter table known_node enable always trigger known_node_stays;
alter table known_node enable always trigger known_node_is_not_emptied;

alter table known_node enable row level security;
grant select, insert on known_node to keerpunt_registrar;
create policy registrar_reads on known_node for select to keerpunt_registrar using (true);
create policy registrar_adds on known_node for insert to keerpunt_registrar with check (recorded_by = current_setting('keerpunt.actor', true));
-- Whoever sends or takes in has to know to whom and from whom; there is nothing in it about anybody.
grant select on known_node to keerpunt_actor;
create policy actor_reads on known_node for select to keerpunt_actor using (true);
