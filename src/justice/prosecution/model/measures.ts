import { fileState } from '#src/files/model/state.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { timeBetween } from './contacts.ts';
import { isPunishedAlthoughRecognised } from './facts.ts';
import { isDeparture, prosecutionState, type ProsecutionState } from './state.ts';
import { CURRENCIES } from './vocabulary.ts';

/** The day on which the child was first recognised as a victim. */
const recognisedOn = (headers: readonly HeaderRow[]): string | null => fileState(headers).ledger.filter((s) => s.status === 'recognised').map((s) => s.decidedOn).toSorted()[0] ?? null;

type Money = { readonly currency: (typeof CURRENCIES)[number]; readonly awarded: number; readonly paid: number };

function moneyOf({ compensations }: ProsecutionState): readonly Money[] {
  const sum = (currency: string, what: string) => compensations.filter((c) => c.currency === currency && c.what === what).reduce((all, c) => all + c.amount, 0);
  return CURRENCIES.filter((currency) => compensations.some((c) => c.currency === currency)).map((currency) => ({ currency, awarded: sum(currency, 'awarded'), paid: sum(currency, 'paid') }));
}

/** What came of those who exploited the child of one file: desks-and-law 17. Counts of persons by the furthest step, never who. */
export function exploitersMeasure(headers: readonly HeaderRow[]): {
  readonly known: number;
  readonly investigated: number;
  readonly charged: number;
  readonly convicted: number;
  readonly acquitted: number;
  /** Whole months from recognition to the first conviction; null while there is none, or where it came first. */
  readonly monthsToConviction: number | null;
  readonly money: readonly Money[];
} {
  const state = prosecutionState(headers);
  const who = (what: string) => new Set(state.steps.filter((s) => s.what === what).map((s) => s.exploiter)).size;
  const [recognised, convicted] = [recognisedOn(headers), state.steps.filter((s) => s.what === 'convicted').map((s) => s.happenedOn).toSorted()[0]];
  return {
    known: new Set(state.steps.map((s) => s.exploiter)).size,
    investigated: who('investigated'),
    charged: who('charged'),
    convicted: who('convicted'),
    acquitted: who('acquitted'),
    monthsToConviction: recognised !== null && convicted !== undefined && recognised <= convicted ? timeBetween(recognised, convicted).months : null,
    money: moneyOf(state),
  };
}

/** How often somebody decided against the gate, and whether the child is punished although recognised: both are counted. */
export function punishmentMeasure(headers: readonly HeaderRow[]): { readonly departures: number; readonly isPunishedAlthoughRecognised: boolean } {
  const { matters } = prosecutionState(headers);
  return { departures: matters.flatMap((m) => m.decisions).filter(isDeparture).length, isPunishedAlthoughRecognised: isPunishedAlthoughRecognised(headers) };
}
