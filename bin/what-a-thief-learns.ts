import type { z } from 'zod';
import type { EntryKind } from '../src/platform/journal/kinds.ts';

type Column = { table: string; column: string; type: string; says: string };

/** Every column that there is, as the database itself describes it. */
export async function readColumns(query: (sql: string) => Promise<unknown[]>): Promise<Column[]> {
  return (await query(`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type, coalesce(col_description(c.oid, a.attnum), '') as says
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'keerpunt'::regnamespace and c.relkind = 'r' order by 1, a.attnum`)) as Column[];
}

/** What is bytes is sealed, a hash or a signature; nothing else in the database is. */
const isClosed = ({ type, column }: Column) => type === 'bytea' && column !== 'header_bytes';

const cell = (text: string) => text.replaceAll('|', '\\|');

function fieldsOf(kind: EntryKind): string {
  const names = Object.keys((kind.header as z.ZodObject).shape);
  return names.length === 0 ? 'nothing but that it happened' : names.join(', ');
}

/** What whoever steals the database can read without any key: columns in the clear, and the fields of headers. */
export function writeExposure(columns: readonly Column[], kinds: ReadonlyMap<string, EntryKind>): string {
  const tables = Map.groupBy(columns, (column) => column.table);
  const parts = [...tables].map(([table, all]) => {
    const open = all.filter((column) => !isClosed(column));
    const closed = all.filter(isClosed).map((column) => `\`${column.column}\``);
    return `### ${table}\n\n| in the clear | what it is |\n|---|---|\n${open.map((column) => `| \`${column.column}\` | ${cell(column.says)} |`).join('\n')}\n${closed.length > 0 ? `\nClosed (sealed, hashed or signed): ${closed.join(', ')}.\n` : ''}`;
  });
  const headers = [...kinds.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((kind) => `| \`${kind.name}\` ${kind.version} | ${fieldsOf(kind)} |`);
  return `# What a thief of the database learns

Made from the program itself by \`npm run docs\`; a test compares. Without the folder of the keys nothing that is closed opens.

## Headers of entries

Codes, days and ids only: no words and no names. These stand in the column \`header\` of \`entry\`.

| kind and version | fields |
|---|---|
${headers.join('\n')}

## Columns

${parts.join('\n')}`;
}
