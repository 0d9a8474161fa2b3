-- Which sections of a file somebody at its table may open who is not in them: the later ones by whoever has something to put
-- there first, and in an emergency those that are neither where the child sleeps, nor privileged, nor the police's own.
insert into keerpunt.reach_rule (stream_kind, section, can_be_first, in_emergency) values
  ('file', 'identity', false, true),
  ('file', 'chronology', false, true),
  ('file', 'recognition', false, true),
  ('file', 'protection', false, true),
  ('file', 'health', true, true),
  ('file', 'counsel', true, false),
  ('file', 'justice', true, false),
  ('file', 'location', true, false),
  ('file', 'investigation', true, false),
  ('file', 'solution', true, false),
  ('file', 'reintegration', true, false);
