/**
 * Prepares published cases for blind coding: `node bench/blind-cases.ts CASES OUT KEY`.
 * OUT holds only what was observed, under neutral names in a shuffled order; KEY maps those names back.
 * Everything that tells the outcome is left out; `leaks` warns the coder that a statement may report a suspicion
 * or decision, which is to be skipped.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

type PublishedCase = {
  id: string;
  offence: string;
  childAge: string | null;
  observed: string[];
  notObserved: string[];
  recognitionLeak: string[];
};

const [casesFile, outFile, keyFile] = process.argv.slice(2);
if (!casesFile || !outFile || !keyFile) {
  console.error('usage: node bench/blind-cases.ts CASES OUT KEY');
  process.exit(2);
}

const cases: PublishedCase[] = JSON.parse(readFileSync(casesFile, 'utf8'));
const digest = (id: string) => createHash('sha256').update(`blind:${id}`).digest('hex');
const shuffled = cases.toSorted((a, b) => digest(a.id).localeCompare(digest(b.id)));

const blinded = shuffled.map((publishedCase, index) => ({
  name: `K${String(index + 1).padStart(2, '0')}`,
  offence: publishedCase.offence,
  childAge: publishedCase.childAge,
  observed: publishedCase.observed,
  notObserved: publishedCase.notObserved,
  leaks: publishedCase.recognitionLeak.includes('observed'),
}));

writeFileSync(outFile, `${JSON.stringify(blinded, null, 1)}\n`);
writeFileSync(
  keyFile,
  `${JSON.stringify(Object.fromEntries(shuffled.map((c, i) => [blinded[i]?.name, c.id])), null, 1)}\n`,
);
