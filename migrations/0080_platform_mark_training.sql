-- What an installation is for. One for training is never mistaken for one with real children in it, nor the other way round.

create table installation (
  is_only_one boolean not null default true,
  is_for_training boolean not null,
  constraint installation_key primary key (is_only_one),
  constraint installation_is_only_one check (is_only_one)
);
comment on table installation is 'What this database is for: one row, written once with the first account. Insert-only.';
comment on column installation.is_only_one is 'Always true: there is one row.';
comment on column installation.is_for_training is 'Whether everybody and everything in it is invented.';

create trigger installation_stays before update or delete on installation for each row execute function refuse_change();
create trigger installation_is_not_emptied before truncate on installation for each statement execute function refuse_change();
alter table installation enable always trigger installation_stays;
alter table installation enable always trigger installation_is_not_emptied;

grant select, insert on installation to keerpunt_registrar;
grant select on installation to keerpunt_doorkeeper;

-- Whoever set up before this was there did so in earnest.
insert into installation (is_for_training) select false where exists (select from person);
