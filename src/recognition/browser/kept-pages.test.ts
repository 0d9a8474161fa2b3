import { describe, expect, it } from 'vitest';
import { keptPages } from './kept-pages.ts';

function storage() {
  const values = new Map<string, string>();
  return { getItem: (k: string) => values.get(k) ?? null, setItem: (k: string, v: string) => void values.set(k, v), removeItem: (k: string) => void values.delete(k) };
}

describe('the pages of a tab', () => {
  it('are found by their number, also after a reload', () => {
    const store = storage();
    const at = keptPages(() => store).keep([['age', '14']]);
    expect(keptPages(() => store).find(at)).toEqual([['age', '14']]);
  });
  it('never share a number, not even after the hundredth or after wiping', () => {
    const pages = keptPages(storage);
    const numbers = Array.from({ length: 100 }, (_, n) => pages.keep([['n', String(n)]]));
    expect(new Set(numbers).size).toBe(100);
    expect(pages.find(99)).toEqual([['n', '99']]);
    expect(pages.find(0)).toBeUndefined();
    pages.wipe();
    expect(pages.find(99)).toBeUndefined();
    expect(pages.keep([['n', 'new']])).toBe(100);
  });
  it('can be kept anew under their own number', () => {
    const pages = keptPages(storage);
    const at = pages.keep([['a', '1']]);
    expect(pages.keep([['a', '2']], at)).toBe(at);
    expect(pages.find(at)).toEqual([['a', '2']]);
  });
  it('can be changed however old they are', () => {
    const pages = keptPages(storage);
    for (let n = 0; n < 70; n++) pages.keep([['n', String(n)]]);
    expect(pages.find(pages.keep([['n', 'changed']], 5))).toEqual([['n', 'changed']]);
  });
  it('go on in memory when the storage is full', () => {
    const store = storage();
    const full = { ...store, setItem: (k: string, v: string) => { if (v.length > 200) throw new Error('full'); store.setItem(k, v); } };
    const pages = keptPages(() => full);
    const numbers = Array.from({ length: 30 }, (_, n) => pages.keep([['n', String(n)]]));
    expect(new Set(numbers).size).toBe(30);
    expect(pages.find(0)).toEqual([['n', '0']]);
    expect(pages.find(29)).toEqual([['n', '29']]);
  });
  it('are handed over once', () => {
    const store = storage();
    keptPages(() => store).handOver(3);
    expect(keptPages(() => store).takeOver()).toBe(3);
    expect(keptPages(() => store).takeOver()).toBeNull();
  });
  it('live in memory where the browser forbids storage', () => {
    const pages = keptPages(() => {
      throw new Error('forbidden');
    });
    expect(pages.find(pages.keep([['a', '1']]))).toEqual([['a', '1']]);
  });
});
