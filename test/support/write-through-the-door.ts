// Run as a process of its own by tests that kill it: does one action after another, and tells what was answered as done.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { performOn } from '../../src/platform/action/perform.ts';
import { openDatabase } from '../../src/platform/database/database.ts';
import { wrapperFromFile } from '../../src/platform/vault/key-wrapper.ts';
import { addNote, beginMatter, KINDS, readSection } from './actions.ts';

const CLIENTS = 4;
const [data = '', agency = '', life = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const database = await openDatabase({ data, migrationsFolder: join(import.meta.dirname, '../../migrations') });
const perform = performOn({ database, kinds: KINDS, wrapper: wrapperFromFile(join(data, 'master-keys')), now: () => new Date() });
const anna = { id: 'anna', agency };
say('open');

/** Something that is expected to work, again and again while the database is away. Each try has words of its own. */
async function until<T>(act: () => Promise<{ done: boolean; value?: T }>): Promise<T> {
  for (;;) {
    try {
      const answer = await act();
      if (answer.done) return answer.value as T;
      say(`refused ${JSON.stringify(answer)}`);
      process.exit(2);
    } catch {
      await sleep(20);
    }
  }
}

async function client(number: number): Promise<void> {
  let tries = 0;
  const next = () => `${life}-${number}-${tries++}`;
  const stream = await until(() => perform(beginMatter, anna, { words: next() }));
  for (;;) {
    const words = await until(async () => {
      const given = next();
      const answer = await perform(addNote, anna, { stream, section: 'two', words: given });
      return answer.done ? { done: true, value: given } : answer;
    });
    say(`kept ${stream} ${words}`);
    if (tries % 7 === 0) await until(() => perform(readSection, anna, { stream, section: 'two' }));
  }
}

await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
