// Kills a helpdesk fifty times while eight people report, read, write and answer over HTTP, in every third life its PostgreSQL as
// well; then opens every report with its words, and looks whether all that was shown to have arrived is there once. Ends with
// 1 when not.
//   npx node bench/kill-helpdesk.ts [KILLS]
import { killHelpdesk } from '../test/support/helpdesk-killing.ts';

const { kills, reports, messages, lost, twice, unsent, broken } = await killHelpdesk(Number(process.argv[2]) || 50);
process.stdout.write(`${kills} kills; ${reports} reports with ${messages} messages; lost ${lost}, twice ${twice}, never sent ${unsent}, broken: ${broken ? JSON.stringify(broken) : 'nothing'}\n`);
process.exitCode = lost + twice + unsent > 0 || broken ? 1 : 0;
