import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 as every authenticator app speaks it: HMAC-SHA-1, six digits, half a minute. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** As long as the hash (RFC 4226). */
const SECRET_BYTES = 20;
/** Clocks of telephones are off by a little, and typing takes time. */
const STEPS_AROUND = [0, -1, 1];
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** RFC 4648, without padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) as number) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Which half minute the code belongs to, among those near now, or null. */
export function stepOf(secret: Buffer, typed: string, now: Date): number | null {
  const code = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  const steps = STEPS_AROUND.map((around) => stepAt(now) + around);
  return steps.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code))) ?? null;
}

/** What an authenticator app reads from the QR code. */
export function totpAddress(secret: Buffer, signInName: string): string {
  const label = encodeURIComponent(`Keerpunt:${signInName}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Keerpunt&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
