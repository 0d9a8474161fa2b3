import { describe, expect, it } from 'vitest';
import { refuseSameNames } from './all-doings.ts';
import type { FilePage } from './view.ts';

const offering = (...names: string[]) => ({ doings: Object.fromEntries(names.map((name) => [name, {}])) }) as unknown as FilePage;

describe('what can be done on the pages of a file', () => {
  it('has a name of its own on each of them', () => {
    expect(() => refuseSameNames([offering('assess', 'hear'), offering('weigh')])).not.toThrow();
    expect(() => refuseSameNames([offering('assess'), offering('weigh', 'assess')])).toThrow(/assess/);
    expect(() => refuseSameNames([offering('event')]), 'also beside those of the file itself').toThrow(/event/);
  });
});
