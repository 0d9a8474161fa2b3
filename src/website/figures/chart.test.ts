import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#src/platform/i18n/languages.ts';
import { PROJECT } from '#test/support/server.ts';
import { drawChart, shownCount } from './chart.ts';
import { figureSchema } from './schema.ts';

const folder = join(PROJECT, 'content/figures');
const figures = readdirSync(folder).map((name) => figureSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
const moreThan = (count: string) => `more than ${count}`;

describe.each(figures.map((f) => [f.id, f] as const))('the chart %s', (_id, figure) => {
  it.each(LANGUAGES)('is a small picture that asks for nothing, in %s', (language) => {
    const { svg, width, height } = drawChart(figure, language, moreThan);
    expect(Buffer.byteLength(svg)).toBeLessThan(20_000);
    expect(svg).not.toMatch(/<script|href=|url\(|@import/);
    expect(svg).not.toContain('NaN');
    expect(svg).toContain(`viewBox="0 0 ${width} ${height}"`);
  });
  it('draws a bar for each value that is known, and none for the others', () => {
    const known = figure.rows.flatMap((row) => Object.values(row.values)).filter((value) => typeof value === 'number' && value > 0);
    const { svg } = drawChart(figure, 'en', moreThan);
    const inLegend = figure.kind === 'bars' && figure.series.length > 1 ? figure.series.length : 0;
    expect([...svg.matchAll(/<rect/g)]).toHaveLength(known.length + inLegend);
  });
});

describe('a count in words', () => {
  it('is written as the language writes numbers, with what the source says of it', () => {
    expect(shownCount(2500, true, 'nl', (n) => `meer dan ${n}`)).toBe('meer dan 2.500');
    expect(shownCount('<5', false, 'en', moreThan)).toBe('<5');
    expect(shownCount(null, false, 'en', moreThan)).toBe('–');
    expect(shownCount(undefined, false, 'en', moreThan)).toBe('–');
  });
});
