/** What a file is, by its content. Codes, for they stand in headers; `other` is whatever is not known. */
export const MEDIA_TYPES = ['jpeg', 'png', 'webp', 'gif', 'pdf', 'text', 'word', 'zip', 'audio', 'video', 'other'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];
export type PictureType = Extract<MediaType, 'jpeg' | 'png' | 'webp' | 'gif'>;

/** What a browser is told, and what the name ends in where it does not say the same. */
const SENT_AS: Record<MediaType, { type: string; endings: readonly string[] }> = {
  jpeg: { type: 'image/jpeg', endings: ['jpg', 'jpeg', 'jfif'] },
  png: { type: 'image/png', endings: ['png'] },
  webp: { type: 'image/webp', endings: ['webp'] },
  gif: { type: 'image/gif', endings: ['gif'] },
  pdf: { type: 'application/pdf', endings: ['pdf'] },
  // What these hold is not looked into, and a browser has nothing to do with them but keep them.
  text: { type: 'application/octet-stream', endings: [] },
  word: { type: 'application/octet-stream', endings: [] },
  zip: { type: 'application/octet-stream', endings: [] },
  audio: { type: 'application/octet-stream', endings: [] },
  video: { type: 'application/octet-stream', endings: [] },
  other: { type: 'application/octet-stream', endings: [] },
};

export const contentTypeOf = (type: MediaType): string => SENT_AS[type].type;
export const endingsOf = (type: MediaType): readonly string[] => SENT_AS[type].endings;
export const isPicture = (type: MediaType): type is PictureType => type === 'jpeg' || type === 'png' || type === 'webp' || type === 'gif';

/** How much of a file is looked at. */
export const SNIFFED_BYTES = 4096;

type Sign = { at?: number; bytes: string; type: MediaType | 'picture-we-cannot-rewrite' };

// Bytes as they stand, one character each.
const SIGNS: readonly Sign[] = [
  { bytes: '\xff\xd8\xff', type: 'jpeg' },
  { bytes: '\x89PNG\r\n\x1a\n', type: 'png' },
  { bytes: 'GIF87a', type: 'gif' },
  { bytes: 'GIF89a', type: 'gif' },
  { at: 8, bytes: 'WEBP', type: 'webp' },
  // Pictures that may hold where they were taken, and that we cannot write anew without it.
  { bytes: 'II*\0', type: 'picture-we-cannot-rewrite' },
  { bytes: 'MM\0*', type: 'picture-we-cannot-rewrite' },
  { bytes: 'II+\0', type: 'picture-we-cannot-rewrite' },
  { bytes: 'MM\0+', type: 'picture-we-cannot-rewrite' },
  { bytes: 'IIU\0', type: 'picture-we-cannot-rewrite' },
  { bytes: '8BPS', type: 'picture-we-cannot-rewrite' },
  { bytes: '\0\0\0\x0cjP  ', type: 'picture-we-cannot-rewrite' },
  { bytes: '\xff\x4f\xff\x51', type: 'picture-we-cannot-rewrite' },
  { bytes: '\0\0\0\x0cJXL ', type: 'picture-we-cannot-rewrite' },
  { bytes: '\xff\x0a', type: 'picture-we-cannot-rewrite' },
  { bytes: '\x8aMNG', type: 'picture-we-cannot-rewrite' },
  { bytes: 'FUJIFILMCCD-RAW', type: 'picture-we-cannot-rewrite' },
  { bytes: '%PDF-', type: 'pdf' },
  { bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', type: 'word' },
  { bytes: '{\\rtf', type: 'word' },
  { bytes: 'PK\x03\x04', type: 'zip' },
  { bytes: 'ID3', type: 'audio' },
  { bytes: 'OggS', type: 'audio' },
  { bytes: 'fLaC', type: 'audio' },
  { bytes: '#!AMR', type: 'audio' },
  { at: 8, bytes: 'WAVE', type: 'audio' },
  { bytes: '\xff\xfb', type: 'audio' },
  { bytes: '\xff\xf1', type: 'audio' },
  { bytes: '\x1a\x45\xdf\xa3', type: 'video' },
  { at: 8, bytes: 'AVI ', type: 'video' },
];

/** Files of the family of MP4 name themselves: `ftyp` and then which of them it is. */
function ofMp4(text: string): Sign['type'] | undefined {
  if (text.slice(4, 8) !== 'ftyp') return undefined;
  const brands = [text.slice(8, 12), ...(text.slice(16, 64).match(/.{4}/gs) ?? [])];
  if (brands.some((brand) => /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )$/.test(brand))) return 'picture-we-cannot-rewrite';
  return /^(M4A |M4B )$/.test(brands[0] ?? '') ? 'audio' : 'video';
}

// A zip whose first entries are those of a document.
const ofZip = (text: string): MediaType => (/\[Content_Types\]\.xml|word\/|application\/vnd\.oasis\.opendocument\.text/.test(text) ? 'word' : 'zip');

function isText(bytes: Buffer, isAll: boolean): boolean {
  if (bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12)) return false;
  try {
    // The last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isAll });
    return true;
  } catch {
    return false;
  }
}

// A PNG is known at its beginning; a bitmap begins with two letters only, so that more is asked of it.
const isBitmap = (bytes: Buffer) => bytes.length > 26 && bytes.toString('latin1', 0, 2) === 'BM' && bytes.readUInt32LE(6) === 0 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));

/**
 * What a file is, by its first bytes and by nothing else: not by its name, nor by what the sender says. `isAll` when there is no
 * more of it than these.
 */
export function sniff(first: Buffer, isAll: boolean): Sign['type'] {
  const bytes = first.subarray(0, SNIFFED_BYTES);
  const text = bytes.toString('latin1');
  const found = SIGNS.find((sign) => text.startsWith(sign.bytes, sign.at ?? 0) && (sign.at === undefined || text.startsWith('RIFF')))?.type ?? ofMp4(text);
  if (found === 'zip') return ofZip(text);
  if (found !== undefined) return found;
  if (isBitmap(bytes)) return 'picture-we-cannot-rewrite';
  return bytes.length > 0 && isText(bytes, isAll && first.length <= SNIFFED_BYTES) ? 'text' : 'other';
}
