import { BrokenKnowledge } from '#src/knowledge/load.ts';
import { UsageError, type Command } from './cli/usage.ts';

/** Each command is read when it is called: most need no server, no pictures and no database, and somebody waits. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  check: async () => (await import('./cli/check.ts')).checkCommand,
  evaluate: async () => (await import('./cli/evaluate.ts')).evaluateCommand,
  import: async () => (await import('./cli/import.ts')).importCommand,
  indicators: async () => (await import('./cli/indicators.ts')).indicatorsCommand,
  match: async () => (await import('./cli/match.ts')).matchCommand,
  knowledge: async () => (await import('./cli/knowledge.ts')).knowledgeCommand,
  content: async () => (await import('./cli/content.ts')).contentCommand,
  visits: async () => (await import('./cli/visits.ts')).visitsCommand,
  database: async () => (await import('./cli/database.ts')).databaseCommand,
  init: async () => (await import('./cli/init.ts')).initCommand,
  user: async () => (await import('./cli/user.ts')).userCommand,
  oidc: async () => (await import('./cli/oidc.ts')).oidcCommand,
  service: async () => (await import('./cli/service.ts')).serviceCommand,
  'duty-desk': async () => (await import('./cli/duty-desk.ts')).dutyDeskCommand,
  journal: async () => (await import('./cli/journal.ts')).journalCommand,
  key: async () => (await import('./cli/key.ts')).keyCommand,
  package: async () => (await import('./cli/package.ts')).packageCommand,
  backup: async () => (await import('./cli/backup.ts')).backupCommand,
  restore: async () => (await import('./cli/backup.ts')).restoreCommand,
  rebuild: async () => (await import('./cli/rebuild.ts')).rebuildCommand,
  doctor: async () => (await import('./cli/doctor.ts')).doctorCommand,
};

async function usage(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.flatMap((c) => c.usage.map((line) => `  keerpunt ${line}`));
  return `usage:\n${lines.join('\n')}\n`;
}

/** Runs one command and returns its exit code: 0 done, 1 a finding, 2 called wrongly or cannot. */
export async function main(args: readonly string[], projectFolder: string): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(await usage());
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!load) throw new UsageError(`there is no command ${name}`);
    return await (await load()).run(
      rest.filter((arg) => arg !== '--'),
      projectFolder,
    );
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof BrokenKnowledge)) throw error;
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
