// What it costs to find one of ten thousand reports by trying words: measured here, and computed for whoever has more machines.
//   npx node bench/guessing.ts [REPORTS]
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { identities } from '../src/helpdesk/receipt/identity.ts';
import { drawWords, HOW_MANY, readWordLists } from '../src/helpdesk/receipt/words.ts';
import { LANGUAGES } from '../src/platform/i18n/languages.ts';
import { secretKey } from '../src/platform/sessions/secrets.ts';

const reports = Number(process.argv[2]) || 10_000;
const lists = readWordLists(join(import.meta.dirname, '..'));
const identityOf = identities(secretKey(randomBytes(32), 'receipts'));
const guess = () => identityOf(drawWords(lists.nl).join(' '));

const YEAR_SECONDS = 365.25 * 86_400;
const EACH = 12;
/** What a core costs by the hour where it is rented cheaply, in euros. */
const CORE_HOUR = 0.02;
const MACHINES = 1000;
const CORES = 64;

await guess();
const alone: number[] = [];
for (let n = 0; n < EACH; n++) {
  const began = performance.now();
  await guess();
  alone.push(performance.now() - began);
}
const began = performance.now();
await Promise.all(Array.from({ length: EACH * 2 }, guess));
const together = (1000 * EACH * 2) / (performance.now() - began);
// The quickest: whoever guesses has machines that do nothing else.
const each = Math.min(...alone);

const short = (n: number) => n.toExponential(1).replace('e+', ' × 10^');
const smallest = Math.min(...LANGUAGES.map((language) => lists[language].length ** HOW_MANY));
/** Of so many reports, how many tries until the first is found, on average. */
const tries = smallest / (reports + 1);
const years = (perSecond: number) => short(tries / perSecond / YEAR_SECONDS);
const perCore = 1000 / each;

process.stdout.write(`${HOW_MANY} words from lists of ${LANGUAGES.map((language) => lists[language].length).join(', ')}: at least ${Math.log2(smallest).toFixed(1)} bits; ${reports} reports: ${short(tries)} tries on average until one is found
one try alone: ${each.toFixed(0)} ms of one core (the quickest of ${EACH}); at most ${together.toFixed(0)} tries a second at this machine, whoever asks
over the network, all that this machine computes: ${years(together)} years
with the database alone: never, for salt and secret lie in receipts.key
with database and keys, on ${MACHINES} machines of ${CORES} cores: ${years(perCore * MACHINES * CORES)} years, and ${short((tries / perCore / 3600) * CORE_HOUR)} euros at ${CORE_HOUR} a core and hour; but who has both reads the words in any case
`);
