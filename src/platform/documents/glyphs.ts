/**
 * Which characters a font can draw. A character without a glyph makes the whole document inaccessible and is refused by the
 * compiler, so it has to be found before. Reads the character map of a TrueType or OpenType file: formats 4 and 12.
 */
export function charactersOf(font: Buffer): Set<number> {
  const found = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let n = 0; n < tables; n++) {
    const record = 12 + n * 16;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(record + 8);
    const subtables = font.readUInt16BE(cmap + 2);
    for (let s = 0; s < subtables; s++) readSubtable(font, cmap + font.readUInt32BE(cmap + 4 + s * 8 + 4), found);
  }
  return found;
}

function readSubtable(font: Buffer, at: number, found: Set<number>): void {
  const format = font.readUInt16BE(at);
  if (format === 12) {
    const groups = font.readUInt32BE(at + 12);
    for (let g = 0; g < groups; g++) {
      const [first, last] = [font.readUInt32BE(at + 16 + g * 12), font.readUInt32BE(at + 20 + g * 12)];
      for (let c = first; c <= last; c++) found.add(c);
    }
  } else if (format === 4) readSegments(font, at, found);
}

function readSegments(font: Buffer, at: number, found: Set<number>): void {
  const twice = font.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  for (let s = 0; s < twice; s += 2) {
    const [first, last, delta, offset] = [font.readUInt16BE(starts + s), font.readUInt16BE(ends + s), font.readUInt16BE(deltas + s), font.readUInt16BE(offsets + s)];
    for (let c = first; c <= last && c !== 0xffff; c++) {
      const glyph = offset === 0 ? (c + delta) & 0xffff : font.readUInt16BE(offsets + s + offset + 2 * (c - first));
      if (glyph !== 0) found.add(c);
    }
  }
}

/** Turn the reading direction, or are there and not seen: with these a text can look as what it is not. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u{FE00}-\u{FE0F}\u{115F}\u{1160}\u{3164}]/u;
/** Needed to write some languages, and harmless between letters. */
const JOINERS = new Set([0x200c, 0x200d]);

/** A word longer than this is broken where it is: it would run off the page. */
const LONGEST_WORD = 70;

/**
 * A text in which everything can be seen. What cannot be drawn, turns the direction of reading or is invisible is named by its
 * number, many of one kind once, so that nothing is left out in silence and nothing looks as what it is not.
 */
export function visible(text: string, canDraw: (character: number) => boolean): string {
  const plain = text.replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replaceAll('\t', ' ');
  let [out, word, hidden, times] = ['', 0, '', 0];
  const name = (): string => {
    const code = (hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return hidden === '' ? '' : times === 1 ? `[U+${code}]` : `[U+${code} × ${times}]`;
  };
  for (const character of plain) {
    const code = character.codePointAt(0) ?? 0;
    const isPlain = character === '\n' || (canDraw(code) && (JOINERS.has(code) || !HIDDEN.test(character)));
    if (hidden !== '' && (isPlain || character !== hidden)) {
      out += name();
      [hidden, times] = ['', 0];
    }
    if (!isPlain) {
      [hidden, times] = [character, times + 1];
      continue;
    }
    word = /\s/.test(character) ? 0 : word + 1;
    out += word > LONGEST_WORD ? `\n${character}` : character;
    if (word > LONGEST_WORD) word = 1;
  }
  return out + name();
}
