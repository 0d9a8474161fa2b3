import { describe, expect, it } from 'vitest';
import type { Figure } from './schema.ts';
import { csvOf } from './table.ts';

const same = (text: string) => ({ nl: text, en: text, sv: text, ro: text, bs: text });

const figure: Figure = {
  id: 'sample',
  order: 1,
  kind: 'bars',
  title: same('A title'),
  reading: same('A sentence'),
  caption: same('Compare with care'),
  method: same('Counted'),
  unknown: same('Much'),
  rowLabel: same('Where'),
  sources: ['one'],
  collected: '2026-11-23',
  series: [{ key: 'n', label: same('children, all') }, { key: 'm', label: same('others') }],
  rows: [
    { label: same('a "quoted" place'), values: { n: 68, m: null } },
    { label: '2013', values: { n: '<5', m: 3 } },
    { label: 'suspected', values: { n: 2500 }, atLeast: true },
  ],
};

describe('the values of a figure as CSV', () => {
  const csv = csvOf(figure, 'en', { one: { title: 'Report', publisher: 'Maker', year: 2024, url: null, reached: 'read' } });
  it('says first where they come from, and what must be said with them', () => {
    expect(csv.split('\r\n').slice(0, 6)).toEqual(['# A title', '# Report, Maker', '# 2026-11-23', '# Compare with care', '# Counted', '# Much']);
  });
  it('quotes what would break a row, leaves unknown empty, and keeps what the source withholds', () => {
    expect(csv.split('\r\n').slice(6, 10)).toEqual(['Where,"children, all",others', '"a ""quoted"" place",68,', '2013,<5,3', 'suspected,>2500,']);
  });
});
