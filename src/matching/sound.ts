import { latin } from './scripts.ts';

/** Groups of letters first, longest first; the rest letter by letter. */
const GROUPS: Record<string, string> = { tsch: 'C', tch: 'C', tsh: 'C', sch: 'C', dzh: 'C', dsch: 'C', ch: 'C', sh: 'C', zh: 'C', cz: 'C', sz: 'S', dj: 'C', gj: 'C', kj: 'C', ts: 'S', tz: 'S', dz: 'C', ph: 'F', th: 'T', dh: 'D', kh: 'H', gh: 'G', ck: 'K', qu: 'K', gn: 'N', nj: 'N', lj: 'L', ks: 'KS', wh: 'V', rh: 'R' };
const LETTERS: Record<string, string> = { b: 'B', p: 'B', c: 'K', k: 'K', q: 'K', d: 'D', t: 'T', f: 'F', v: 'F', g: 'G', h: 'H', j: 'C', l: 'L', m: 'M', n: 'N', r: 'R', s: 'S', z: 'S', x: 'KS', a: '', e: '', i: '', o: '', u: '', y: '', w: '' };
const LONGEST = 4;

function soundAt(word: string, at: number): { sound: string; length: number } {
  for (let length = LONGEST; length > 1; length--) {
    const group = GROUPS[word.slice(at, at + length)];
    if (group !== undefined) return { sound: group, length };
  }
  const letter = word[at] ?? '';
  // A soft c.
  if (letter === 'c' && /[eiy]/.test(word[at + 1] ?? '')) return { sound: 'S', length: 1 };
  return { sound: LETTERS[letter] ?? letter, length: 1 };
}

/**
 * What is left of a name when one only listens, and forgets the vowels: the same in whichever alphabet and by whichever rule it was
 * written down. One capital stands for a group of sounds that one alphabet writes alike or that a clerk takes for one another.
 */
export function skeletonOf(word: string): string {
  const letters = latin(word).replaceAll(' ', '');
  let sounds = '';
  for (let at = 0; at < letters.length; ) {
    const { sound, length } = soundAt(letters, at);
    if (!sounds.endsWith(sound)) sounds += sound;
    at += length;
  }
  return sounds === '' ? letters.slice(0, 1) : sounds;
}
