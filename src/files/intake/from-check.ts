import type { Translate } from '#src/platform/i18n/translate.ts';
import type { Values } from '../pages/doings.ts';

type Looked = 'seen' | 'not-seen' | 'not-known';

/** What a check brings along; `app.ts` has it read from the answers by the check itself. */
export type BroughtByCheck = {
  readonly country: string;
  readonly isChild: boolean;
  readonly outcome: string;
  readonly urgency: string | null;
  readonly incident: string | null;
  readonly lines: string;
  readonly looked: (sign: string) => Looked;
};
export type ReadCheck = (written: string, now: Date) => BroughtByCheck | null;

/** A file from a check and what was typed beside it, in the shape in which it is opened. */
export function fileFromCheck(t: Translate, check: BroughtByCheck, v: Values, { file, fact, today }: { file: string; fact: string; today: string }): unknown {
  const { country, outcome, urgency, incident, lines, looked } = check;
  const [given, family, text] = [v.get('given'), v.get('family'), v.get('text')];
  return {
    file,
    origin: 'check',
    country,
    facts: given === '' && family === '' ? [] : [{ recorded: { fact, what: 'name', source: 'own-eyes', certainty: 'unsure' }, words: { given, family } }],
    events: [{ event: { event: v.id, what: 'check-done', happened: today, precision: 'day', source: 'own-eyes', country, hadMissedSign: false, corrects: null }, words: { text: text === '' ? t('intake.check-was-done') : text, place: v.get('place') } }],
    signs: { signs: { check: { outcome, urgency, incident }, liv06: looked('LIV-06'), liv03: looked('LIV-03'), fin08: looked('FIN-08') }, lines },
  };
}
