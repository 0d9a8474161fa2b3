import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isPastCheck } from '#src/knowledge/contact-check.ts';
import { loadWorkingKnowledge } from '#src/knowledge/load.ts';
import { readMigrations } from '#src/platform/database/migrations.ts';
import { readWitness } from '#src/platform/journal/witness.ts';
import { gatherFacts, type Looking } from '#src/platform/operations/facts.ts';
import { findingsIn } from '#src/platform/operations/findings.ts';
import { PLACE_OPTIONS, PLACE_USAGE, placeFrom } from './place.ts';
import { readArguments, UsageError, type Command } from './usage.ts';

const MARKS = { trouble: 'TROUBLE ', warning: 'warning ', fine: 'fine    ' } as const;

function witnessFrom(file: string | undefined): Looking['witness'] {
  if (file === undefined) return 'not-named';
  try {
    return readWitness(readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file), 'utf8'));
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`);
  }
}

/** Looks whether all is well, says what is not, and ends with 1 when somebody has to do something. */
export const doctorCommand: Command = {
  usage: [`doctor [--witness FILE] ${PLACE_USAGE}`],
  async run(args, projectFolder) {
    const { values } = readArguments({ args: [...args], options: { ...PLACE_OPTIONS, witness: { type: 'string' } } });
    const now = new Date();
    const contacts = loadWorkingKnowledge(join(projectFolder, 'knowledge')).packs.flatMap((pack) => pack.contacts);
    const facts = await gatherFacts({
      place: placeFrom(values, projectFolder),
      migrations: readMigrations(join(projectFolder, 'migrations')),
      now,
      witness: witnessFrom(values.witness),
      lateContacts: contacts.filter((contact) => isPastCheck(contact, now)).map((contact) => contact.id),
    });
    const findings = findingsIn(facts);
    for (const { level, text } of findings) process.stdout.write(`${MARKS[level]}${text}\n`);
    return findings.some(({ level }) => level === 'trouble') ? 1 : 0;
  },
};
