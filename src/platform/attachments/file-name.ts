import { endingsOf, type MediaType } from './media-types.ts';

const MOST_CHARACTERS = 200;
/** Kept free, for an ending that the name lacks. */
const FOR_ENDING = 6;
/** Control characters, and those that turn the direction of text or are not seen: `photo‮gpj.exe` would read as a picture. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
const NAMELESS = 'file';

const wellFormed = (text: string) => text.toWellFormed().replaceAll('\ufffd', '');

function shorten(name: string): string {
  const letters = [...name];
  const most = MOST_CHARACTERS - FOR_ENDING;
  if (letters.length <= most) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return [...letters.slice(0, most - ending.length).join('').trimEnd(), ending].join('');
}

/**
 * A name as it may be kept and shown: without folders, without what is not seen, not hidden, and of a length. Where the content
 * is of a kind that we know, the name ends as that kind does.
 */
export function cleanName(sent: string, type: MediaType): string {
  const last = wellFormed(sent.normalize('NFC')).split(/[\\/]/).at(-1) ?? '';
  const name = shorten(last.replaceAll(UNSEEN, '').replaceAll(/[<>:"|?*]/g, '_').replaceAll(/\s+/g, ' ').trim().replace(/^\.+/, '').replace(/[. ]+$/, '')) || NAMELESS;
  const endings = endingsOf(type);
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return endings.length === 0 || (ending !== undefined && endings.includes(ending)) ? name : `${name}.${endings[0]}`;
}

const encoded = (name: string) => encodeURIComponent(name).replaceAll(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Always a download: what somebody sent is never opened as a page of ours. */
export function contentDisposition(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/["\\%;]/g, '_').trim() || NAMELESS;
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}
