-- Who sees a row of a list is asked for each row, and of places there are ten thousand. The policy said two things twice: that the
-- agency is among those of the row, which its last day says as well, and that a setting is there, once by casting it. Without an
-- agency, an actor or a day it shows no row, as before.
drop policy actor_lists on keerpunt.list_row;
create policy actor_lists on keerpunt.list_row for select to keerpunt_actor using (
  agencies ->> current_setting('keerpunt.agency', true) >= current_setting('keerpunt.today', true)
  and current_setting('keerpunt.today', true) <> ''
  and current_setting('keerpunt.actor', true) <> ''
  and current_setting('keerpunt.actor', true) <> all (excluded)
);
