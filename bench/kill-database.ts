// Kills Keerpunt fifty times while it does actions, and in twenty of those its PostgreSQL as well; then looks whether
// everything that was answered as done is there once, opens, and stands in its chain. Ends with 1 when not.
//   npx node bench/kill-database.ts
import { killWhileWriting } from '../test/support/killing.ts';
import { percentile } from './figures.ts';

const { kills, told, lost, twice, broken, startMs } = await killWhileWriting(50);
const starts = [...startMs];
process.stdout.write(`${kills} kills; answered as done ${told}, lost ${lost}, twice ${twice}, broken: ${broken ? JSON.stringify(broken) : 'nothing'}; start: median ${Math.round(percentile(starts, 0.5))} ms, longest ${Math.round(Math.max(...starts))} ms\n`);
process.exitCode = lost + twice > 0 || broken ? 1 : 0;
