import { BrokenKnowledge } from '#src/knowledge/load.ts';
import { BrokenContent } from '#src/website/content/index.ts';
import { backupCommand, restoreCommand } from './cli/backup.ts';
import { checkCommand } from './cli/check.ts';
import { contentCommand } from './cli/content.ts';
import { databaseCommand } from './cli/database.ts';
import { doctorCommand } from './cli/doctor.ts';
import { evaluateCommand } from './cli/evaluate.ts';
import { importCommand } from './cli/import.ts';
import { indicatorsCommand } from './cli/indicators.ts';
import { initCommand } from './cli/init.ts';
import { journalCommand } from './cli/journal.ts';
import { keyCommand } from './cli/key.ts';
import { knowledgeCommand } from './cli/knowledge.ts';
import { matchCommand } from './cli/match.ts';
import { oidcCommand } from './cli/oidc.ts';
import { packageCommand } from './cli/package.ts';
import { rebuildCommand } from './cli/rebuild.ts';
import { serveCommand } from './cli/serve.ts';
import { serviceCommand } from './cli/service.ts';
import { UsageError, type Command } from './cli/usage.ts';
import { visitsCommand } from './cli/visits.ts';
import { userCommand } from './cli/user.ts';

const COMMANDS: Record<string, Command> = {
  serve: serveCommand,
  check: checkCommand,
  evaluate: evaluateCommand,
  import: importCommand,
  indicators: indicatorsCommand,
  match: matchCommand,
  knowledge: knowledgeCommand,
  content: contentCommand,
  visits: visitsCommand,
  database: databaseCommand,
  init: initCommand,
  user: userCommand,
  oidc: oidcCommand,
  service: serviceCommand,
  journal: journalCommand,
  key: keyCommand,
  package: packageCommand,
  backup: backupCommand,
  restore: restoreCommand,
  rebuild: rebuildCommand,
  doctor: doctorCommand,
};

function usage(): string {
  const lines = Object.values(COMMANDS).flatMap((c) => c.usage.map((line) => `  keerpunt ${line}`));
  return `usage:\n${lines.join('\n')}\n`;
}

/** Runs one command and returns its exit code: 0 done, 1 a finding, 2 called wrongly or cannot. */
export async function main(args: readonly string[], projectFolder: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UsageError(`there is no command ${name}`);
    return await command.run(
      rest.filter((arg) => arg !== '--'),
      projectFolder,
    );
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof BrokenKnowledge) && !(error instanceof BrokenContent)) throw error;
    process.stderr.write(`keerpunt: ${error.message}\n`);
    return 2;
  }
}

// A reader such as `head` may close the pipe early; that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), process.env['KEERPUNT_PROJECT'] ?? process.cwd());
