/** The fields of a form, in order. */
export type Fields = [string, string][];
type Kept = { next: number; pages: Record<number, Fields> };

const KEPT = 'keerpunt.check';
const RESUME = 'keerpunt.resume';
const PROBE = 'keerpunt.probe';
const MOST_KEPT = 60;
const NOTHING: Kept = { next: 0, pages: {} };

export type KeptPages = {
  /** Keeps a page and gives its number; with `at` it takes the place of an older one. Numbers are never given again. */
  keep(fields: Fields, at?: number): number;
  find(at: number): Fields | undefined;
  /** Forgets every page. */
  wipe(): void;
  /** Hands a page over to the same tab in another language; to be taken once. */
  handOver(at: number): void;
  takeOver(): number | null;
};

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

function inMemory(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** The tab's own storage, or memory where the browser forbids it: then a reload forgets, and nothing else breaks. */
function usable(open: () => Storage): Storage {
  try {
    const storage = open();
    storage.setItem(PROBE, '');
    storage.removeItem(PROBE);
    return storage;
  } catch {
    return inMemory();
  }
}

/** The pages of the check in this tab, by number; the browser's history holds only the numbers. */
export function keptPages(open: () => Storage): KeptPages {
  let storage = usable(open);
  const read = (): Kept => {
    try {
      const kept = JSON.parse(storage.getItem(KEPT) ?? '') as Kept;
      return typeof kept.next === 'number' ? kept : NOTHING;
    } catch {
      return NOTHING;
    }
  };
  const write = (kept: Kept) => {
    try {
      storage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Full: from here on in memory, with all that was kept so far.
      storage = inMemory();
      storage.setItem(KEPT, JSON.stringify(kept));
    }
  };
  return {
    keep(fields, at) {
      const { next, pages } = read();
      const number = at ?? next;
      const { [number]: _replaced, ...others } = pages;
      const kept = Object.entries(others).slice(1 - MOST_KEPT);
      write({ next: Math.max(next, number + 1), pages: { ...Object.fromEntries(kept), [number]: fields } });
      return number;
    },
    find: (at) => read().pages[at],
    wipe: () => write({ next: read().next, pages: {} }),
    handOver(at) {
      try {
        storage.setItem(RESUME, String(at));
      } catch {
        // Full: the other language begins anew.
      }
    },
    takeOver() {
      const at = storage.getItem(RESUME);
      storage.removeItem(RESUME);
      return at === null ? null : Number(at);
    },
  };
}
