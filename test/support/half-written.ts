import type { ListRules } from '#src/platform/journal/lists.ts';
import type { TestDatabase } from './database.ts';

const asOwner = async (database: TestDatabase, sql: string): Promise<string[]> => (await database.query(sql, [], 'postgres')).map((row: Record<string, unknown>) => JSON.stringify(row));

/** Whatever is there in part: a chain that does not end where its stream says, a file without its entry, a list without its stream. */
export async function halfWritten(database: TestDatabase, rules: ListRules): Promise<string[]> {
  const listed = [...rules.values()].flatMap((rule) => rule.lists.map((list) => ({ kind: rule.streamKind, list })));
  const found = [
    await asOwner(database, `select 'head of entries' as what, s.stream_id from keerpunt.stream s where s.head_sequence <> (select count(*) from keerpunt.entry e where e.stream_id = s.stream_id)`),
    await asOwner(database, `select 'head of access records' as what, s.stream_id from keerpunt.stream s where s.access_sequence <> (select count(*) from keerpunt.access_record a where a.stream_id = s.stream_id)`),
    await asOwner(database, `select 'a stream without an entry' as what, stream_id from keerpunt.stream where stream_kind not in ('agency', 'node') and head_sequence = 0`),
    await asOwner(database, `select 'a change without its record' as what, e.stream_id from keerpunt.entry e where not exists (select from keerpunt.access_record a where a.stream_id = e.stream_id and a.outcome = 'done' and a.actor = e.actor)`),
    await asOwner(database, `select 'an attachment without its entry' as what, a.stream_id from keerpunt.attachment a where not exists (select from keerpunt.entry e where e.stream_id = a.stream_id and e.sequence = a.since_sequence and e.header -> 'attachments' @> jsonb_build_array(jsonb_build_object('id', a.attachment_id)))`),
    await asOwner(database, `select 'a row of a list without its place' as what, r.stream_id from keerpunt.list_row r where r.agencies <> '{}' and not exists (select from keerpunt.list_place p where p.stream_id = r.stream_id and p.list = r.list and p.item = r.item)`),
    ...(await Promise.all(listed.slice(0, 1).map(({ kind, list }) => asOwner(database, `select 'a stream without its row' as what, s.stream_id from keerpunt.stream s where s.stream_kind = '${kind}' and not exists (select from keerpunt.list_row r where r.stream_id = s.stream_id and r.list = '${list}')`)))),
  ];
  return found.flat();
}
