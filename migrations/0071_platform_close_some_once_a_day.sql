-- Of some kinds of streams nothing may say when in the day something happened. A block tells its minute: so the closer has to
-- know of which kind a stream is.

grant select (stream_kind) on stream to keerpunt_closer;
