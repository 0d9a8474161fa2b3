import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBody, sealBody, type SealedBody } from './body.ts';
import { wrapperFromFile } from './key-wrapper.ts';
import { addMasterKey, createMasterKeys, readMasterKeys, retireMasterKeys } from './master-keys.ts';
import { rotateSectionKeys, type SectionKeyStore } from './rotation.ts';
import { makeSectionKey, openSectionKey, shredSectionKey, type SectionKeyRow } from './section-key.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keerpunt-rotation-'));
  file = join(folder, 'master-keys');
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = { kind: 'note.written', version: 1, sequence: 1 };
const nameOf = (row: { stream_id: string; section: string }) => `${row.stream_id} ${row.section}`;

class Killed extends Error {
  override readonly name = 'Killed';
}

/** A store that dies before or after any of its steps. */
function memoryStore(rows: Map<string, SectionKeyRow>, dieAt = Infinity): SectionKeyStore & { steps: () => number } {
  let steps = 0;
  const step = () => {
    if (steps++ === dieAt) throw new Killed();
  };
  return {
    steps: () => steps,
    listOutdated(currentKeyId, after, limit) {
      step();
      const outdated = [...rows.values()]
        .filter((row) => row.wrapped_key && row.master_key_id !== currentKeyId && (!after || nameOf(row) > nameOf(after)))
        .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      return Promise.resolve(outdated.slice(0, limit));
    },
    replace(changes) {
      step();
      for (const { before, after } of changes) {
        if (rows.get(nameOf(before)) === before) rows.set(nameOf(after), after);
      }
      step();
      return Promise.resolve();
    },
  };
}

async function someRows(count: number) {
  const rows = new Map<string, SectionKeyRow>();
  const bodies = new Map<string, SealedBody>();
  const wrapper = wrapperFromFile(file);
  for (let at = 0; at < count; at++) {
    const { row, key } = await makeSectionKey(wrapper, `0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c1${String(at).padStart(2, '0')}`, 'health');
    rows.set(nameOf(row), row);
    bodies.set(nameOf(row), sealBody(key, place, Buffer.from(nameOf(row))));
  }
  return { rows, bodies };
}

async function everythingOpens(rows: Map<string, SectionKeyRow>, bodies: Map<string, SealedBody>) {
  const wrapper = wrapperFromFile(file);
  for (const [name, row] of rows) {
    const key = await openSectionKey(wrapper, row);
    const sealed = bodies.get(name);
    if (!sealed) throw new Error('no body');
    expect(key.opened && openBody(key.value, place, sealed)).toEqual({ opened: true, value: Buffer.from(name) });
  }
}

const usedIn = (rows: Map<string, SectionKeyRow>) => new Set([...rows.values()].filter((row) => row.wrapped_key).map((row) => row.master_key_id));

describe('a rotation', () => {
  it('killed at any step is taken up again, and then everything opens with the new key only', async () => {
    createMasterKeys(file);
    const { rows: stored, bodies } = await someRows(7);
    addMasterKey(file);
    const whole = memoryStore(new Map(stored));
    await rotateSectionKeys(wrapperFromFile(file), whole, 2);
    expect(whole.steps()).toBeGreaterThan(10);
    for (let dieAt = 0; dieAt < whole.steps(); dieAt++) {
      const rows = new Map(stored);
      await expect(rotateSectionKeys(wrapperFromFile(file), memoryStore(rows, dieAt), 2)).rejects.toThrow(Killed);
      await everythingOpens(rows, bodies);
      const before = [...rows.values()].filter((row) => row.master_key_id !== readMasterKeys(file).currentKeyId).length;
      expect((await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows), 2)).rewrapped).toBe(before);
      expect(usedIn(rows)).toEqual(new Set([readMasterKeys(file).currentKeyId]));
    }
    const rows = new Map(stored);
    await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows), 2);
    retireMasterKeys(file, usedIn(rows));
    expect(readMasterKeys(file).keys.size).toBe(1);
    await everythingOpens(rows, bodies);
  });
  it('leaves what is sealed as it is, and the old keys open nothing of the new', async () => {
    createMasterKeys(file);
    const { rows, bodies } = await someRows(2);
    const old = [...rows.values()];
    addMasterKey(file);
    await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows));
    retireMasterKeys(file, usedIn(rows));
    await everythingOpens(rows, bodies);
    for (const row of old) expect(await openSectionKey(wrapperFromFile(file), row)).toEqual({ opened: false, because: 'unknown-master-key' });
  });
  it('taken up while another key was added again ends with the newest', async () => {
    createMasterKeys(file);
    const { rows, bodies } = await someRows(5);
    addMasterKey(file);
    await expect(rotateSectionKeys(wrapperFromFile(file), memoryStore(rows, 4), 2)).rejects.toThrow(Killed);
    addMasterKey(file);
    expect(retireMasterKeys(file, usedIn(rows)).keys.size).toBe(3);
    await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows), 2);
    expect(retireMasterKeys(file, usedIn(rows)).keys.size).toBe(1);
    await everythingOpens(rows, bodies);
  });
  it('brings no key back that was shredded while it ran', async () => {
    createMasterKeys(file);
    const { rows } = await someRows(3);
    addMasterKey(file);
    const store = memoryStore(rows);
    const shreddingMeanwhile: SectionKeyStore = {
      ...store,
      replace(changes) {
        for (const { before } of changes) rows.set(nameOf(before), shredSectionKey(before, { on: '2026-11-25', by: 'person-1', because: 'asked' }));
        return store.replace(changes);
      },
    };
    await rotateSectionKeys(wrapperFromFile(file), shreddingMeanwhile);
    for (const row of rows.values()) expect(await openSectionKey(wrapperFromFile(file), row)).toEqual({ opened: false, because: 'shredded' });
    expect(await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows))).toEqual({ rewrapped: 0, unopened: [] });
  });
  it('names a key that does not open and goes on with the others', async () => {
    createMasterKeys(file);
    const { rows } = await someRows(5);
    const [first] = rows.values();
    if (!first) throw new Error('no row');
    rows.set(nameOf(first), { ...first, wrapped_key: Buffer.alloc(61, 1) });
    addMasterKey(file);
    const result = await rotateSectionKeys(wrapperFromFile(file), memoryStore(rows), 2);
    expect(result).toEqual({ rewrapped: 4, unopened: [{ stream_id: first.stream_id, section: first.section }] });
    expect(retireMasterKeys(file, usedIn(rows)).keys.size).toBe(2);
  });
});
