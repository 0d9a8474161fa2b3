/**
 * How long it takes to share beds among many children, and how far from the best that is.
 *   npx node bench/allocation.ts [--json]
 */
import { allocate, worthOfGreedy } from '../src/protection/places/allocation/allocate.ts';
import type { Asked } from '../src/protection/places/allocation/asked.ts';
import { drawing } from '../test/support/many-people.ts';
import { figures, note, percentile } from './figures.ts';

const [CHILDREN, PLACES, TIMES] = [200, 1000, 5];

type Town = { beds: number; fitting: number; groups: number; apart: number };

/** Invented: places that fit some children well and most not at all. The scarcer the beds, the harder the choice. */
function town(seed: number, { beds, fitting, groups, apart }: Town): Asked {
  const draw = drawing(seed);
  const whole = (most: number) => Math.floor(draw() * most);
  const children = Array.from({ length: CHILDREN }, (_, c) => ({
    child: `child-${c}`,
    urgency: whole(4),
    fits: new Map(Array.from({ length: PLACES }, (__, p) => [`place-${p}`, whole(101)] as const).filter(() => draw() < fitting)),
    group: c < groups * 3 ? `group-${Math.floor(c / 3)}` : null,
  }));
  return {
    children,
    beds: new Map(Array.from({ length: PLACES }, (_, p) => [`place-${p}`, draw() < beds ? 1 + whole(3) : 0])),
    apart: Array.from({ length: apart }, () => [`child-${whole(CHILDREN)}`, `child-${whole(CHILDREN)}`] as const).filter(([a, b]) => a !== b),
  };
}

function measure(what: string, made: Town, limit: number): void {
  const times: number[] = [];
  let [worst, better, best] = [0, 0, 0];
  for (let seed = 1; seed <= TIMES; seed++) {
    const asked = town(seed, made);
    const began = performance.now();
    const { worth, atMost, isBest } = allocate(asked);
    times.push((performance.now() - began) / 1000);
    worst = Math.max(worst, atMost > 0 ? (atMost - worth) / atMost : 0);
    if (worth >= worthOfGreedy(asked)) better++;
    if (isBest) best++;
  }
  note(`${what}: the slowest of ${TIMES}`, Math.max(...times), 's', limit);
  note(`${what}: median`, percentile(times, 0.5), 's', limit);
  note(`${what}: greatest gap to what cannot be exceeded`, worst * 100, '%', 1);
  note(`${what}: proven best`, best, `of ${TIMES}`, made.groups + made.apart === 0 ? TIMES : 0, 'more');
  note(`${what}: at least as good as greedy`, better, `of ${TIMES}`, TIMES, 'more');
}

measure('200 children over 1 000 places', { beds: 0.9, fitting: 0.3, groups: 0, apart: 0 }, 2);
measure('200 children over 1 000 places with hardly a bed', { beds: 0.06, fitting: 0.3, groups: 0, apart: 0 }, 2);
measure('200 children, 20 of three together, 60 pairs apart', { beds: 0.9, fitting: 0.3, groups: 20, apart: 60 }, 20);
measure('200 children, 20 of three together, 60 pairs apart, hardly a bed', { beds: 0.06, fitting: 0.3, groups: 20, apart: 60 }, 20);

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else for (const f of figures) process.stdout.write(`${f.ok ? 'ok  ' : 'OVER'} ${f.what}: ${f.value.toPrecision(3)} ${f.unit} (${f.better === 'less' ? 'at most' : 'at least'} ${f.limit})\n`);
process.exitCode = figures.every((f) => f.ok) ? 0 : 1;
