import type { Language } from '#src/platform/i18n/languages.ts';
import type { Source } from '../content/schema.ts';
import type { Figure } from './schema.ts';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The values of a figure as CSV (RFC 4180), its origin in the first lines as a comment. Unknown is empty. */
export function csvOf(figure: Figure, language: Language, sources: Record<string, Source>): string {
  const label = (l: Figure['rows'][number]['label']) => (typeof l === 'string' ? l : l[language]);
  const from = figure.sources.map((id) => [sources[id]?.title, sources[id]?.publisher, sources[id]?.url].filter(Boolean).join(', '));
  const comments = [figure.title[language], ...from, figure.collected, figure.caption?.[language] ?? '', figure.method[language], figure.unknown[language]]
    .filter((line) => line !== '').map((line) => `# ${line}`);
  const head = [figure.rowLabel[language], ...figure.series.map((s) => s.label[language])];
  const rows = figure.rows.map((row) => [
    label(row.label),
    ...figure.series.map(({ key }) => {
      const value = row.values[key];
      return value === null || value === undefined ? '' : row.atLeast ? `>${value}` : String(value);
    }),
  ]);
  return `${[...comments, ...[head, ...rows].map((line) => line.map(cell).join(','))].join('\r\n')}\r\n`;
}
