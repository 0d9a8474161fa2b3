import type { ActingAs } from '../database/transaction.ts';
import { OPERATOR } from './rules.ts';

/** Somebody who manages people, in their tables and nowhere else. */
export const asRegistrar = (by: string, now: Date): ActingAs => ({ role: 'keerpunt_registrar', actor: by, agency: null, today: now.toISOString().slice(0, 10) });

/** Whoever has the command line. */
export const asOperator = (now: Date): ActingAs => asRegistrar(OPERATOR, now);
