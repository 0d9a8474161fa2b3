import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeMarkup } from '#src/platform/http/escape.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Count, Figure } from './schema.ts';

/** Drawn for a phone; wider screens enlarge it. */
const WIDTH = 400;
const ROW = { height: 72, bar: 24 };
const LEGEND_LINE = 24;
/** Above this many letters a line of the chart is broken. */
const LINE_EMS = 24;

// A picture of its own: it brings its colours, for both themes, and takes nothing from the page.
const STYLE = `<style>svg{--ink:#1b2a33;--soft:#4a5b66;--s0:#0f5c63;--s1:#9fc4c6;--s2:#fff;--edge:#0f5c63;font-family:system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}@media (prefers-color-scheme:dark){svg{--ink:#eef1ef;--soft:#b4c0c6;--s0:#6cc4c9;--s1:#2c6a70;--s2:#18242b;--edge:#6cc4c9}}</style>`;

type Datum = { row: string; series: number; value: number };

const { document } = parseHTML('<html><body></body></html>');

/** The SVG of a plot, without the style sheet that Plot adds and with ours. */
function finished(plot: { outerHTML: string }, height: number, above = ''): string {
  const inner = plot.outerHTML.replaceAll(/<style>[\s\S]*?<\/style>/g, '').replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" text-anchor="middle" fill="currentColor" font-size="15">`;
  return `${head}${STYLE}${above}${inner}</svg>`;
}

const square = (series: number, x: number, y: number) =>
  `<rect x="${x}" y="${y}" width="16" height="16" fill="var(--s${series})" stroke="var(--edge)" stroke-width="1.5"/>`;

/** Which fill is which series, a line each; nothing where there is only one. */
function legend(labels: readonly string[]): string {
  if (labels.length < 2) return '';
  return labels
    .map((label, at) => `${square(at, 1, 2 + at * LEGEND_LINE)}<text x="25" y="${15 + at * LEGEND_LINE}" text-anchor="start" fill="var(--ink)">${escapeMarkup(label)}</text>`)
    .join('');
}

const numberIn = (language: Language) => new Intl.NumberFormat(language);
const labelOf = (label: Figure['rows'][number]['label'], language: Language) => (typeof label === 'string' ? label : label[language]);

/** What a bar stands for, in words: the number, `more than` where the source says so, or the source's own `<5`. */
export function shownCount(count: Count | undefined, atLeast: boolean, language: Language, moreThan: (count: string) => string): string {
  if (count === undefined || count === null) return '–';
  if (count === '<5') return '<5';
  const shown = numberIn(language).format(count);
  return atLeast ? moreThan(shown) : shown;
}

function bars(figure: Figure, language: Language, moreThan: (count: string) => string): string {
  const labels = figure.series.map((s) => s.label[language]);
  const top = labels.length < 2 ? 0 : labels.length * LEGEND_LINE + 12;
  const data: Datum[] = figure.rows.flatMap((row, at) =>
    figure.series.flatMap(({ key }, series) => {
      const value = row.values[key];
      return typeof value === 'number' ? [{ row: String(at), series, value }] : [];
    }),
  );
  const lines = figure.rows.map((row, at) => {
    const counts = figure.series.flatMap(({ key }) => (row.values[key] === null ? [] : [row.values[key]]));
    const shown = counts.map((count) => shownCount(count, row.atLeast === true, language, moreThan)).join(' + ');
    return { row: String(at), text: `${labelOf(row.label, language)}: ${shown}` };
  });
  const height = top + figure.rows.length * ROW.height + 8;
  const inset = ROW.height - ROW.bar;
  const plot = Plot.plot({
    document: document as unknown as Document,
    width: WIDTH,
    height,
    margin: 1,
    marginTop: top,
    marginBottom: 8,
    x: { axis: null },
    y: { axis: null, type: 'band', padding: 0, domain: lines.map((l) => l.row) },
    marks: [
      Plot.barX(data, { x: 'value', y: 'row', fill: (d: Datum) => `var(--s${d.series})`, stroke: 'var(--edge)', strokeWidth: 1.5, insetTop: inset - 10, insetBottom: 10 }),
      Plot.text(lines, { frameAnchor: 'left', y: 'row', dy: -14, dx: 0, text: 'text', textAnchor: 'start', fill: 'var(--ink)', fontSize: 15, lineWidth: LINE_EMS, lineAnchor: 'bottom' }),
    ],
  });
  return finished(plot, height, legend(labels));
}

const PANEL_HEIGHT = 104;

function years(figure: Figure, language: Language): string {
  const domain = figure.rows.map((row) => labelOf(row.label, language));
  const points = figure.series.flatMap(({ key }, series) =>
    figure.rows.map((row) => ({ panel: String(series), year: labelOf(row.label, language), value: row.values[key] ?? null })),
  );
  const counted = points.flatMap((p) => (typeof p.value === 'number' ? [{ ...p, value: p.value }] : []));
  const withheld = points.filter((p) => p.value === '<5');
  const ends = new Set([domain[0], domain.at(-1)]);
  const most = new Map(figure.series.map((_, at) => [String(at), Math.max(...counted.filter((p) => p.panel === String(at)).map((p) => p.value))]));
  const names = figure.series.map((s, series) => ({ panel: String(series), text: s.label[language] }));
  const height = figure.series.length * PANEL_HEIGHT + 28;
  const plot = Plot.plot({
    document: document as unknown as Document,
    width: WIDTH,
    height,
    marginLeft: 1,
    marginRight: 34,
    marginTop: 4,
    marginBottom: 26,
    x: { type: 'band', domain, axis: null, padding: 0.25 },
    y: { axis: null, domain: [0, Math.max(...counted.map((p) => p.value)) * 1.35] },
    fy: { axis: null, domain: names.map((n) => n.panel), padding: 0 },
    marks: [
      Plot.barY(counted, { fy: 'panel', x: 'year', y: 'value', fill: 'var(--s0)' }),
      Plot.text(withheld, { fy: 'panel', x: 'year', y: 0, dy: -7, text: () => '<5', fill: 'var(--soft)', fontSize: 9.5 }),
      Plot.text(counted.filter((p) => ends.has(p.year) || p.value === most.get(p.panel)), { fy: 'panel', x: 'year', y: 'value', dy: -8, text: (p: { value: number }) => String(p.value), fill: 'var(--ink)', fontSize: 12 }),
      Plot.text(names, { fy: 'panel', frameAnchor: 'top-left', dy: 4, text: 'text', fill: 'var(--ink)', fontWeight: 600, fontSize: 15 }),
      Plot.ruleY([0], { stroke: 'var(--soft)' }),
      Plot.axisX({ ticks: domain.filter((_, at) => at % 5 === 0), tickSize: 0, fontSize: 13, fill: 'var(--soft)', label: null }),
    ],
  });
  return finished(plot, height);
}

export type Chart = { svg: string; width: number; height: number };

/** Draws a figure as an SVG picture, in one language. `moreThan` says "more than N" in it. */
export function drawChart(figure: Figure, language: Language, moreThan: (count: string) => string): Chart {
  const svg = figure.kind === 'bars' ? bars(figure, language, moreThan) : years(figure, language);
  const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
  return { svg, width: WIDTH, height };
}
