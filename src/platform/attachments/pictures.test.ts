import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { allOf, bytesIn } from '#test/support/attachments.ts';
import { sniff, type PictureType } from './media-types.ts';
import { PictureRefused, rewritePicture } from './pictures.ts';

const rewrite = (type: PictureType, bytes: Uint8Array) => allOf(rewritePicture(type, bytesIn(bytes)));
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c40' } });

const SECRETS = ['Exif', 'CANARY', 'GPSLatitude', 'taken at home', 'http://ns.adobe.com', 'zebrafish', 'PK\x03\x04'];
const holdsNone = (bytes: Buffer) => expect(SECRETS.filter((secret) => bytes.includes(Buffer.from(secret, 'latin1')))).toEqual([]);

/** A segment of a JPEG, with its length. */
const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff), body]);

/** EXIF by hand: which way up, a maker, a place, and a small copy of the picture. */
function exif(orientation: number, thumbnail: Buffer): Buffer {
  const tiff = Buffer.alloc(200);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  const field = (at: number, [tag, type, count, value]: readonly [number, number, number, number]) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    if (type === 3) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  tiff.writeUInt16BE(3, 8);
  field(10, [0x010f, 2, 7, 120]);
  field(22, [0x0112, 3, 1, orientation]);
  field(34, [0x8825, 4, 1, 80]);
  tiff.writeUInt32BE(140, 46);
  tiff.writeUInt16BE(1, 80);
  field(82, [0x0002, 5, 3, 130]);
  tiff.write('CANARY\0', 120, 'latin1');
  tiff.writeUInt16BE(2, 140);
  field(142, [0x0201, 4, 1, 200]);
  field(154, [0x0202, 4, 1, thumbnail.length]);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, thumbnail]));
}

async function tellingJpeg(): Promise<Buffer> {
  const base = await plain(60, 40).jpeg().toBuffer();
  const thumbnail = Buffer.concat([await plain(8, 8).jpeg().toBuffer(), Buffer.from('CANARY')]);
  const xmp = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>GPSLatitude CANARY</x>'));
  const comment = segment(0xfe, Buffer.from('taken at home'));
  return Buffer.concat([base.subarray(0, 2), exif(6, thumbnail), xmp, comment, base.subarray(2), Buffer.from('PK\x03\x04 zebrafish <script>alert(1)</script>')]);
}

describe('a picture that is written anew', () => {
  it('keeps nothing of where, when and with what it was made, no small copy, and nothing behind its end; and stands upright', async () => {
    const sent = await tellingJpeg();
    expect((await sharp(sent).metadata()).exif).toBeDefined();
    const kept = await rewrite('jpeg', sent);
    holdsNone(kept);
    const { width, height, exif: left, xmp, icc, iptc, orientation } = await sharp(kept).metadata();
    expect({ width, height, left, xmp, icc, iptc, orientation }).toEqual({ width: 40, height: 60, left: undefined, xmp: undefined, icc: undefined, iptc: undefined, orientation: undefined });
    const { data } = await sharp(kept).raw().toBuffer({ resolveWithObject: true });
    expect([data[0], data[1], data[2]].map((value, at) => Math.abs((value ?? 0) - ([0xcc, 0x44, 0] as const)[at as 0 | 1 | 2]) < 12)).toEqual([true, true, true]);
  });
  it.each(['png', 'webp', 'gif'] as const)('is a %s again, without what was written beside its points', async (type) => {
    const sent = Buffer.concat([await plain(30, 20).withExif({ IFD0: { Copyright: 'CANARY' } }).withXmp('<x>CANARY</x>').toFormat(type).toBuffer(), Buffer.from('zebrafish')]);
    const kept = await rewrite(type, sent);
    holdsNone(kept);
    expect(await sharp(kept).metadata()).toMatchObject({ format: type, width: 30, height: 20 });
    expect(sniff(kept, true)).toBe(type);
  });
  it('moves still, where it moved', async () => {
    const frames = await Promise.all(['#c40', '#04c', '#4c0'].map((background) => sharp({ create: { width: 10, height: 10, channels: 3, background } }).png().toBuffer()));
    const sent = await sharp(frames, { join: { animated: true } }).gif().toBuffer();
    expect((await sharp(await rewrite('gif', sent), { animated: true }).metadata()).pages).toBe(3);
  });
});

/** A PNG that says how large it is, with as many bytes of nothing as that takes. */
function emptyPng(width: number, height: number): Buffer {
  const crcOf = (bytes: Buffer) => {
    let crc = -1;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (crc ^ -1) >>> 0;
  };
  const part = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    crc.writeUInt32BE(crcOf(named));
    return Buffer.concat([length, named, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), part('IHDR', head), part('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })), part('IEND', Buffer.alloc(0))]);
}

describe('a picture that is none, or made to do harm', () => {
  it.each([
    ['a beginning and nothing after it', 'jpeg', Buffer.from('\xff\xd8\xff\xe0 nothing', 'latin1')],
    ['a script that begins like a GIF', 'gif', Buffer.from('GIF89a/*\0\0*/=1;alert(document.cookie)')],
    ['a GIF under the name of a JPEG', 'jpeg', Buffer.from('GIF89a')],
    ['an SVG', 'png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>alert(1)</script></svg>')],
    ['nothing at all', 'png', Buffer.alloc(0)],
  ] as const)('is refused: %s', async (_, type, bytes) => {
    await expect(rewrite(type, bytes)).rejects.toMatchObject({ because: 'unreadable' });
  });
  it('is refused when it was cut off', async () => {
    const whole = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#c40', noise: { type: 'gaussian', mean: 99, sigma: 30 } } }).jpeg().toBuffer();
    await expect(rewrite('jpeg', whole.subarray(0, whole.length / 2))).rejects.toBeInstanceOf(PictureRefused);
  });
  it('and small, but unpacks to 30 000 times 30 000 points, is refused at once and costs this process nothing', async () => {
    const bomb = emptyPng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    await expect(rewrite('png', bomb)).rejects.toMatchObject({ because: 'unreadable' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });
  it('is let in up to forty million points and not above', async () => {
    expect((await sharp(await rewrite('png', emptyPng(8000, 5000))).metadata()).width).toBe(8000);
    await expect(rewrite('png', emptyPng(8000, 5001))).rejects.toMatchObject({ because: 'unreadable' });
  });
  it('keeps no others waiting longer than its turn, and many at once take turns or are told to come back', async () => {
    const picture = await plain(50, 50).png().toBuffer();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => rewrite('png', picture)));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(16);
    expect(results.filter((r) => r.status === 'rejected').map((r) => (r.reason as PictureRefused).because)).toEqual(Array.from({ length: 4 }, () => 'busy'));
    expect((await rewrite('png', picture)).length).toBeGreaterThan(0);
  });
  it('whose sender breaks off gives the turn to the next', async () => {
    const picture = await plain(50, 50).png().toBuffer();
    async function* dying() {
      yield picture.subarray(0, 20);
      throw new Error('the line is dead');
    }
    await expect(allOf(rewritePicture('png', dying()))).rejects.toThrow('the line is dead');
    const reading = rewritePicture('png', bytesIn(picture));
    await reading.next();
    await reading.return(undefined);
    expect((await rewrite('png', picture)).length).toBeGreaterThan(0);
  });
});
