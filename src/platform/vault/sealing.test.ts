import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { keyFits, openBody, sealBody, type BodyPlace } from './body.ts';
import { decrypt, encrypt } from './envelope.ts';
import { frame, type Field } from './framing.ts';
import { wrapperFromFile } from './key-wrapper.ts';
import { createMasterKeys } from './master-keys.ts';
import { makeSectionKey, newKey, openSectionKey, shredSectionKey, type SectionKey } from './section-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keerpunt-vault-'));
afterAll(() => rmSync(folder, { recursive: true }));
createMasterKeys(join(folder, 'keys'));
const wrapper = wrapperFromFile(join(folder, 'keys'));

const STREAM = '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c111';
const OTHER_STREAM = '0b8f6f0e-6f0d-4f43-9b0a-0d5a52e3c222';
const section: SectionKey = { streamId: STREAM, section: 'health', key: newKey() };
const place: BodyPlace = { kind: 'note.written', version: 1, sequence: 7 };
const body = Buffer.from('what was said');

const flipped = (bytes: Buffer, bit: number) => {
  const altered = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % altered.length;
  altered[at] = (altered[at] ?? 0) ^ (1 << (bit % 8));
  return altered;
};

describe('a sealed body', () => {
  it('opens in its place, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(openBody(section, place, sealBody(section, place, bytes))).toEqual({ opened: true, value: Buffer.from(bytes) });
      }),
    );
  });
  it.each<[string, SectionKey, BodyPlace]>([
    ['another stream', { ...section, streamId: OTHER_STREAM }, place],
    ['another section', { ...section, section: 'identity' }, place],
    ['another kind', section, { ...place, kind: 'note.corrected' }],
    ['another version', section, { ...place, version: 2 }],
    ['another entry', section, { ...place, sequence: 8 }],
    ['another key', { ...section, key: newKey() }, place],
  ])('does not open in %s', (_where, otherSection, otherPlace) => {
    const sealed = sealBody(section, place, body);
    expect(openBody(otherSection, otherPlace, sealed)).toEqual({ opened: false, because: 'does-not-fit' });
  });
  it('does not open in another place even with the digest of its key made to fit', () => {
    const [one, two] = [sealBody(section, place, body), sealBody(section, place, body)];
    const mixed = Buffer.concat([one.sealed_body.subarray(0, 1), two.sealed_body.subarray(1, 33), one.sealed_body.subarray(33)]);
    expect(keyFits(mixed, two.sealed_key)).toBe(true);
    expect(openBody(section, place, { sealed_body: mixed, sealed_key: two.sealed_key }).opened).toBe(false);
    const ownKey = Buffer.concat([one.sealed_body.subarray(0, 33), two.sealed_body.subarray(33)]);
    expect(openBody(section, place, { sealed_body: ownKey, sealed_key: one.sealed_key }).opened).toBe(false);
  });
  it('does not open with its own key wrapped anew, by somebody who holds the section key', () => {
    const sealed = sealBody(section, place, body);
    const context = frame('vault.content-key.1', [STREAM, 'health', place.kind, place.version, place.sequence]);
    const contentKey = decrypt(section.key, sealed.sealed_key, context);
    if (!contentKey.opened) throw new Error(contentKey.because);
    const sealed_key = encrypt(section.key, contentKey.value, context);
    expect(openBody(section, place, { ...sealed, sealed_key })).toEqual({ opened: false, because: 'does-not-fit' });
  });
  it('does not open when a bit of it or of its key is altered, or an end is missing', () => {
    const sealed = sealBody(section, place, body);
    for (let bit = 0; bit < sealed.sealed_body.length * 8; bit++) {
      expect(openBody(section, place, { ...sealed, sealed_body: flipped(sealed.sealed_body, bit) }).opened).toBe(false);
    }
    for (let bit = 0; bit < sealed.sealed_key.length * 8; bit++) {
      const sealed_key = flipped(sealed.sealed_key, bit);
      expect(openBody(section, place, { ...sealed, sealed_key }).opened).toBe(false);
      expect(keyFits(sealed.sealed_body, sealed_key)).toBe(false);
    }
    for (let length = 0; length < sealed.sealed_body.length; length++) {
      expect(openBody(section, place, { ...sealed, sealed_body: sealed.sealed_body.subarray(0, length) }).opened).toBe(false);
    }
  });
  it('of a newer format says so', () => {
    const sealed = sealBody(section, place, body);
    sealed.sealed_body[0] = 2;
    expect(openBody(section, place, sealed)).toEqual({ opened: false, because: 'unknown-format' });
  });
  it('holds neither its text nor anything that two sealings of one text share', () => {
    const [one, two] = [sealBody(section, place, body), sealBody(section, place, body)];
    expect(one.sealed_body.includes(body)).toBe(false);
    expect(one.sealed_key.subarray(1)).not.toEqual(two.sealed_key.subarray(1));
    expect(one.sealed_body.subarray(33)).not.toEqual(two.sealed_body.subarray(33));
  });
  it('tells the length of its text in steps of 256 only', () => {
    const lengthFor = (bytes: number) => sealBody(section, place, Buffer.alloc(bytes, 0x80)).sealed_body.length;
    expect(lengthFor(0)).toBe(lengthFor(255));
    expect(lengthFor(256)).toBe(lengthFor(0) + 256);
  });
  it('whose key was destroyed is shredded, for every key there is', () => {
    const sealed = { ...sealBody(section, place, body), sealed_key: null };
    expect(openBody(section, place, sealed)).toEqual({ opened: false, because: 'shredded' });
  });
  it('whose key was destroyed opens with no other sealed key of its section', () => {
    const sealed = sealBody(section, place, body);
    for (let other = 0; other < 20; other++) {
      const { sealed_key } = sealBody(section, place, body);
      expect(openBody(section, place, { ...sealed, sealed_key }).opened).toBe(false);
    }
  });
});

describe('a section key', () => {
  it('opens with the master key and comes back the same', async () => {
    const { row, key } = await makeSectionKey(wrapper, STREAM, 'health');
    const sealed = sealBody(key, place, body);
    const opened = await openSectionKey(wrapper, row);
    expect(opened.opened && openBody(opened.value, place, sealed)).toEqual({ opened: true, value: body });
  });
  it('does not open as the key of another stream, of another section or of another master key', async () => {
    const { row } = await makeSectionKey(wrapper, STREAM, 'health');
    expect(await openSectionKey(wrapper, { ...row, stream_id: OTHER_STREAM })).toEqual({ opened: false, because: 'does-not-fit' });
    expect(await openSectionKey(wrapper, { ...row, section: 'location' })).toEqual({ opened: false, because: 'does-not-fit' });
    expect(await openSectionKey(wrapper, { ...row, master_key_id: '00' })).toEqual({ opened: false, because: 'unknown-master-key' });
  });
  it('that was shredded leaves when, by whom and why, and never opens again', async () => {
    const { row } = await makeSectionKey(wrapper, STREAM, 'health');
    const stub = shredSectionKey(row, { on: '2026-11-25', by: 'person-1', because: 'retention-ended' });
    expect(stub).toMatchObject({ wrapped_key: null, shredded_on: '2026-11-25', shredded_by: 'person-1', shredded_because: 'retention-ended' });
    expect(await openSectionKey(wrapper, stub)).toEqual({ opened: false, because: 'shredded' });
    expect(shredSectionKey(stub, { on: '2027-01-01', by: 'person-2', because: 'other' })).toEqual(stub);
  });
  it('that was shredded takes the bodies with it: with all master keys and all other rows nothing opens', async () => {
    const { row, key } = await makeSectionKey(wrapper, STREAM, 'health');
    const sealed = sealBody(key, place, body);
    const stub = shredSectionKey(row, { on: '2026-11-25', by: 'person-1', because: 'retention-ended' });
    const rows = [stub, (await makeSectionKey(wrapper, STREAM, 'health')).row, (await makeSectionKey(wrapper, OTHER_STREAM, 'health')).row];
    for (const other of rows) {
      const opened = await openSectionKey(wrapper, other);
      expect(opened.opened && openBody({ ...opened.value, streamId: STREAM }, place, sealed).opened).toBe(false);
    }
  });
  it('cannot be printed or written into a log', async () => {
    const { key } = await makeSectionKey(wrapper, STREAM, 'health');
    const secret = key.key.export();
    for (const text of [JSON.stringify(key), inspect(key, { depth: 9, showHidden: true })]) {
      expect(text).not.toContain(secret.toString('hex'));
      expect(text).not.toContain(secret.toString('base64'));
      expect(text).not.toContain([...secret].join(','));
    }
  });
});

describe('framed bytes', () => {
  const field: fc.Arbitrary<Field> = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.uint8Array({ maxLength: 20 }), fc.constant(null));
  const simple = (fields: readonly Field[]) => JSON.stringify(fields.map((f) => (f instanceof Uint8Array ? { bytes: [...f] } : Object.is(f, -0) ? 0 : f)));
  it('are the same only for the same label and fields', () => {
    fc.assert(
      fc.property(fc.array(field), fc.array(field), (one, two) => {
        expect(frame('a', one).equals(frame('a', two))).toBe(simple(one) === simple(two));
      }),
    );
    expect(frame('a', ['bc'])).not.toEqual(frame('ab', ['c']));
    expect(frame('a', ['b', 'c'])).not.toEqual(frame('a', ['bc']));
  });
  it('take no number that a double does not hold exactly', () => expect(() => frame('a', [0.5])).toThrow(TypeError));
});
