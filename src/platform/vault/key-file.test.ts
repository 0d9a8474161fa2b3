import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBody, sealBody } from './body.ts';
import { createKeyFile, KeyFileUnusable, readKeyFile, replaceKeyFile, type KeyFileProblem } from './key-file.ts';
import { wrapperFromFile } from './key-wrapper.ts';
import { addMasterKey, createMasterKeys, readMasterKeys, retireMasterKeys } from './master-keys.ts';
import { makeSectionKey, openSectionKey } from './section-key.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keerpunt-keys-'));
  file = join(folder, 'master-keys');
});
afterEach(() => rmSync(folder, { recursive: true }));

function problemOf(act: () => unknown): KeyFileProblem | 'none' {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof KeyFileUnusable) return error.because;
    throw error;
  }
}
const readProblem = () => problemOf(() => readMasterKeys(file));
const STREAM = '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111';

describe('a key file', () => {
  it('is made for this user alone and read back the same', () => {
    const made = createMasterKeys(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const read = readMasterKeys(file);
    expect(read.currentKeyId).toBe(made.currentKeyId);
    expect(read.keys.get(read.currentKeyId)?.export()).toEqual(made.keys.get(made.currentKeyId)?.export());
  });
  it('is never overwritten, not even a damaged one', () => {
    createMasterKeys(file);
    const before = readFileSync(file);
    expect(problemOf(() => createMasterKeys(file))).toBe('already-exists');
    expect(readFileSync(file)).toEqual(before);
    writeFileSync(file, 'half');
    expect(problemOf(() => createMasterKeys(file))).toBe('already-exists');
    expect(readFileSync(file, 'utf8')).toBe('half');
  });
  it('that is missing says so, and that a new one opens nothing', () => {
    expect(readProblem()).toBe('missing');
    expect(() => readMasterKeys(file)).toThrow('a new one opens nothing of what was sealed before');
  });
  it.each([0o644, 0o640, 0o604, 0o620, 0o601])('that others can get at is refused (%o)', (mode) => {
    createMasterKeys(file);
    chmodSync(file, mode);
    expect(readProblem()).toBe('open-to-others');
  });
  it('that was altered anywhere, or is cut off, is refused', () => {
    createMasterKeys(file);
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(whole);
        altered[at] = (altered[at] ?? 0) ^ change;
        writeFileSync(file, altered);
        expect(readProblem()).not.toBe('none');
        writeFileSync(file, whole.subarray(0, at));
        expect(readProblem()).toBe('damaged');
      }),
    );
    writeFileSync(file, Buffer.concat([whole, Buffer.from('key more AAAA\n')]));
    expect(readProblem()).toBe('damaged');
  });
  it('of a newer version says so, and one for something else too', () => {
    createMasterKeys(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('master-keys 1', 'master-keys 2'));
    expect(readProblem()).toBe('unknown-version');
    rmSync(file);
    createMasterKeys(file);
    expect(problemOf(() => readKeyFile(file, 'signing-keys'))).toBe('wrong-purpose');
  });
  it('with a key under the name of another is refused, however well it is written', () => {
    for (const key of [Buffer.alloc(32, 1), Buffer.alloc(5)]) {
      createKeyFile(file, 'master-keys', { current: '8cb1efc068a745ce', keys: new Map([['8cb1efc068a745ce', key]]) });
      expect(readProblem()).toBe('damaged');
      rmSync(file);
    }
  });
  it('in a folder that is not there is no fault of ours', () => {
    expect(problemOf(() => createMasterKeys(join(folder, 'none', 'keys')))).toBe('missing');
    expect(problemOf(() => readMasterKeys(folder))).not.toBe('none');
  });
  it('never shows a key in the message of an error', () => {
    createMasterKeys(file);
    const text = readFileSync(file, 'utf8');
    const key = /^key \S+ (\S+)$/m.exec(text)?.[1] ?? 'no key';
    writeFileSync(file, text.replace('current', 'currant'));
    expect(() => readMasterKeys(file)).toThrow(KeyFileUnusable);
    try {
      readMasterKeys(file);
    } catch (error) {
      expect(String(error)).not.toContain(key);
    }
  });
});

describe('changing the master key', () => {
  it('keeps the old one until nothing is wrapped by it', () => {
    const first = createMasterKeys(file).currentKeyId;
    const second = addMasterKey(file).currentKeyId;
    expect([...readMasterKeys(file).keys.keys()]).toEqual([first, second]);
    expect([...retireMasterKeys(file, new Set([first])).keys.keys()]).toEqual([first, second]);
    expect([...retireMasterKeys(file, new Set()).keys.keys()]).toEqual([second]);
    expect(readMasterKeys(file)).toMatchObject({ currentKeyId: second });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
  it('goes on where a killed one left a half-written file', () => {
    const first = createMasterKeys(file).currentKeyId;
    writeFileSync(`${file}.new`, 'half');
    expect(readMasterKeys(file).currentKeyId).toBe(first);
    addMasterKey(file);
    expect(readMasterKeys(file).keys.size).toBe(2);
    expect(existsSync(`${file}.new`)).toBe(false);
  });
  it('does not drop a key that somebody else added meanwhile', () => {
    createMasterKeys(file);
    const before = readKeyFile(file, 'master-keys');
    const added = addMasterKey(file).currentKeyId;
    expect(problemOf(() => replaceKeyFile(file, 'master-keys', before, before))).toBe('changed-meanwhile');
    expect(readMasterKeys(file).keys.has(added)).toBe(true);
  });
  it('is noticed by whoever wraps with the file', async () => {
    createMasterKeys(file);
    const wrapper = wrapperFromFile(file);
    const { currentKeyId } = addMasterKey(file);
    expect((await makeSectionKey(wrapper, STREAM, 'health')).row.master_key_id).toBe(currentKeyId);
  });
});

describe('a key file that is taken away', () => {
  it('after the start is not missed until the next one, and a damaged one put back is not taken', async () => {
    createMasterKeys(file);
    const wrapper = wrapperFromFile(file);
    const { row } = await makeSectionKey(wrapper, STREAM, 'health');
    rmSync(file);
    expect((await openSectionKey(wrapper, row)).opened).toBe(true);
    expect(() => wrapperFromFile(file)).toThrow(KeyFileUnusable);
    writeFileSync(file, 'half', { mode: 0o600 });
    await expect(openSectionKey(wrapper, row)).rejects.toThrow(KeyFileUnusable);
  });
});

describe('whoever has the database and not the key file', () => {
  it('opens nothing with another key file, nor by calling another key the right one', async () => {
    createMasterKeys(file);
    const { row, key } = await makeSectionKey(wrapperFromFile(file), STREAM, 'health');
    const place = { kind: 'note.written', version: 1, sequence: 1 };
    const sealed = sealBody(key, place, Buffer.from('secret'));
    rmSync(file);
    createMasterKeys(file);
    const thief = wrapperFromFile(file);
    expect(await openSectionKey(thief, row)).toEqual({ opened: false, because: 'unknown-master-key' });
    expect(await openSectionKey(thief, { ...row, master_key_id: thief.currentKeyId })).toEqual({ opened: false, because: 'does-not-fit' });
    const own = (await makeSectionKey(thief, STREAM, 'health')).key;
    expect(openBody(own, place, sealed)).toEqual({ opened: false, because: 'does-not-fit' });
  });
  it('has no way to wrap or unwrap at all', () => {
    expect(() => wrapperFromFile(file)).toThrow(KeyFileUnusable);
  });
});
