// Rebuilds the lists of ten thousand streams with a rebuild that is killed ten times, and compares every table before and
// after. Ends with 1 when anything is other than it was.
//   npx node bench/rebuild.ts [STREAMS [KILLS]]
import { rebuildKilled } from '../test/support/rebuilding.ts';

const [streams = 10_000, kills = 10] = process.argv.slice(2).map(Number);
const { last, changedTables, seconds } = await rebuildKilled(streams, kills);
process.stdout.write(`${streams} streams, ${kills} kills: ${last.streams} done, ${last.changed} rows changed; tables that changed: ${changedTables.join(', ') || 'none'}; ${seconds.toFixed(1)} s\n`);
process.exitCode = last.streams === streams && last.changed === 0 && changedTables.length === 0 ? 0 : 1;
