import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretKey } from '#src/platform/sessions/secrets.ts';
import { valueOf } from '#test/support/ground.ts';
import { aReport, DESK_PEOPLE, useHelpdesk } from '#test/support/reports.ts';
import { openReport } from '../model/desk-actions.ts';
import { QueueFull } from '../receipt/queue.ts';
import { receptionFor } from './reception.ts';

const ground = useHelpdesk();
const key = secretKey(randomBytes(32), 'receipts');
const FORM = { form: 'form', kept: [], received: [] };
const WORDS = ['een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven'];

/** A reception at which all words open this one report, and at once. */
const receptionAt = (report: string) => receptionFor({ ground: () => ground, key: () => key, identityOf: () => () => Promise.resolve(report), now: () => ground.clock.now });
const sent = (text = 'x') => {
  const { received, words } = aReport({}, { text });
  return { received, words, tells: null };
};
const messagesOf = async (report: string) => valueOf(await ground.perform(openReport, DESK_PEOPLE.worker, { report })).messages;

describe('the reception', () => {
  it('keeps one report with one message, when it is sent many times at one moment, and says to all that it arrived', async () => {
    for (let round = 0; round < 5; round++) {
      const report = randomUUID();
      const reception = receptionAt(report);
      expect(await Promise.all(Array.from({ length: 8 }, () => reception.send(WORDS, sent(), FORM)))).toEqual(Array.from({ length: 8 }, () => 'sent'));
      expect(await messagesOf(report)).toHaveLength(1);
    }
  });
  it('adds what was changed between two tries, once', async () => {
    const report = randomUUID();
    const reception = receptionAt(report);
    for (const text of ['a', 'a', 'b', 'b', 'a']) expect(await reception.send(WORDS, sent(text), FORM)).toBe('sent');
    expect((await messagesOf(report)).map(({ read }) => 'words' in read && read.words.text)).toEqual(['a', 'b']);
  });
  it('says of everything that is not there the same, and nothing of why', async () => {
    const reception = receptionAt(randomUUID());
    expect(await reception.look('x')).toBeNull();
    const report = randomUUID();
    const other = receptionAt(report);
    await other.send(WORDS, sent(), FORM);
    expect(await other.withdraw(report)).toBe('withdrawn');
    expect([await other.look('x'), await other.read(report), await other.write(report, FORM, 'text'), await other.say(report, 'safe', null), await other.withdraw(report), await other.hide(report, 'no identity')]).toEqual([null, null, null, null, null, null]);
  });
  it('is busy when too many ask at once, and away where there is no database', async () => {
    const busy = receptionFor({ ground: () => ground, key: () => key, identityOf: () => () => Promise.reject(new QueueFull()), now: () => ground.clock.now });
    expect(await busy.look('x')).toEqual({ isNotNow: true, because: 'busy' });
    const away = receptionFor({ ground: () => null, key: () => key, identityOf: () => () => Promise.resolve(randomUUID()), now: () => ground.clock.now });
    expect([await away.isOpen(), await away.send(WORDS, sent(), FORM)]).toEqual([false, { isNotNow: true, because: 'away' }]);
  });
});
