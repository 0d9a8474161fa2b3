// Uses a server all day long, as far as an hour can stand for it: no error, and no more memory at the end than after the
// first quarter. Ends with 1 when not.
//   node bench/soak.ts [MINUTES]
import { soak } from '../test/support/soaking.ts';
import { percentile } from './figures.ts';

const minutes = Number(process.argv[2]) || 60;
const { requests, errors, memory } = await soak(minutes * 60);
const quarter = Math.floor(memory.length / 4);
const [early, late] = [percentile(memory.slice(quarter, quarter * 2), 0.5), percentile(memory.slice(-quarter), 0.5)];
const grown = (100 * (late - early)) / early;
process.stdout.write(`${minutes} minutes, ${requests} requests, ${errors} errors; memory in the second quarter ${Math.round(early)} MB, in the last ${Math.round(late)} MB: ${grown.toFixed(1)} % (at most 10)\n`);
process.exitCode = errors > 0 || grown > 10 ? 1 : 0;
