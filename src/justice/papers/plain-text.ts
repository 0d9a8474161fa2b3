/** A text as it sounds: one size, without accents, and without what was put between its letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLocaleLowerCase('en')
    .replaceAll(/[đð]/gu, 'd')
    .replaceAll(/[\s\p{Pd}_.,·]+/gu, ' ')
    .trim();
