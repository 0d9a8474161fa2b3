import { describe, expect, it } from 'vitest';
import { base32, codeAt, stepOf, totpAddress } from './totp.ts';

/** RFC 6238, appendix B, cut to six digits. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const RFC: readonly (readonly [number, string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a code of an authenticator', () => {
  it.each(RFC)('at second %i is %s, as the standard says', (second, code) => {
    expect(codeAt(RFC_SECRET, Math.floor(second / 30))).toBe(code);
    expect(stepOf(RFC_SECRET, code, new Date(second * 1000))).toBe(Math.floor(second / 30));
  });
  it('counts half a minute early and late, and no further', () => {
    const at = (seconds: number) => stepOf(RFC_SECRET, '005924', new Date((1_234_567_890 + seconds) * 1000));
    expect([-30, 0, 30].map(at)).toEqual(Array(3).fill(41_152_263));
    expect([-60, 60].map(at)).toEqual([null, null]);
  });
  it('may be typed in two groups, and is nothing else', () => {
    const now = new Date(1_234_567_890_000);
    expect(stepOf(RFC_SECRET, ' 005 924', now)).toBe(41_152_263);
    for (const typed of ['', '00592', '0059244', '٠٠٥٩٢٤', 'abcdef']) expect(stepOf(RFC_SECRET, typed, now)).toBeNull();
  });
  it('comes from a secret that apps can read', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(totpAddress(RFC_SECRET, 'a b')).toBe('otpauth://totp/Keerpunt%3Aa%20b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Keerpunt&algorithm=SHA1&digits=6&period=30');
  });
});
