export type Figure = { what: string; value: number; unit: string; limit: number; better: 'less' | 'more'; ok: boolean };

/** Every figure that was measured in this run, in order. */
export const figures: Figure[] = [];

/** Notes a figure beside its limit. */
export function note(what: string, value: number, unit: string, limit: number, better: Figure['better'] = 'less'): void {
  figures.push({ what, value, unit, limit, better, ok: better === 'less' ? value <= limit : value >= limit });
}

export const percentile = (values: number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
