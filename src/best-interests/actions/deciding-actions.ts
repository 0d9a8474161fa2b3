import { z } from 'zod';
import { based, decidedOn as basedOn } from '#src/files/actions/about.ts';
import { taskDescribed, taskEnded, taskSet } from '#src/files/model/kinds.ts';
import type { FileState } from '#src/files/model/state.ts';
import { seal, taskWords } from '#src/files/model/words.ts';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import { whyNotDecide, whyNotHold } from '../model/deciding.ts';
import { compared, conditionsWritten, decided, decidedHeader, proposed, reviewed, reviewedHeader, weighed } from '../model/kinds.ts';
import { determinationOf } from '../model/state.ts';
import { decidedWords, reasonWords } from '../model/words.ts';
import { DECIDING, keeping, onFile } from './about.ts';

/** Whoever weighed does not decide, in this file and at any time. */
const WEIGHERS = [weighed, conditionsWritten, compared, proposed] as const;

const isOpen = ({ tasks }: FileState, task: string): boolean => tasks.some((t) => t.task === task && t.standing === 'open');
const moved = (file: FileState, task: string, dueOn: string): readonly Draft[] => (isOpen(file, task) ? [draft(taskEnded, { task, how: 'moved', dueOn }, { section: null })] : []);
const ended = (file: FileState, task: string): readonly Draft[] => (isOpen(file, task) ? [draft(taskEnded, { task, how: 'done', dueOn: null }, { section: null })] : []);
/** The day on which it is looked at again is a task, under the identity of the determination: it is late, rings and moves as any other. */
const reviewTask = (task: string, dueOn: string, words: z.infer<typeof taskWords>): readonly Draft[] => [
  draft(taskSet, { task, dueOn, owner: 'guardian', agency: null, isLaw: false, hearsLate: 'care-coordinator' }, { section: null }),
  draft(taskDescribed, { task }, { section: 'solution', body: seal(taskWords, words) }),
];

const deciding = onFile.extend(based.shape).extend({ decided: decidedHeader.extend({ reviewOn: z.iso.date().nullable() }), words: decidedWords, task: taskWords });
export const decide: StreamAction<z.infer<typeof deciding>, null> = {
  name: 'interests.decide',
  does: 'record what was decided to be best for the child by those whom the country names, without having weighed it',
  input: deciding,
  allow: DECIDING,
  about: basedOn('solution'),
  needs: ['headers'],
  apartFrom: WEIGHERS,
  run(known) {
    const { decided: header, words, task } = known.input;
    const { determination, reviewOn } = header;
    return keeping(known, {
      why(seen) {
        const d = determinationOf(seen.state, determination);
        return d ? whyNotDecide(seen, d, header) : [{ code: 'no-such-determination' }];
      },
      drafts: ({ state, file }) => [
        draft(decided, { ...header, reviewOn: reviewOn ?? '' }, { section: 'solution', body: seal(decidedWords, words) }),
        ...state.determinations.filter((d) => d.decided && !d.isSuperseded).flatMap((d) => ended(file, d.determination)),
        ...reviewTask(determination, reviewOn ?? '', task),
      ],
    });
  },
};

const reviewing = onFile.extend(based.shape).extend({ reviewed: reviewedHeader, words: reasonWords });
/** Looks again at what was decided. It holds only on what it was decided on: the child is heard again, too. */
export const review: StreamAction<z.infer<typeof reviewing>, null> = {
  name: 'interests.review',
  does: 'look again at what was decided, and say that it holds or that it begins anew',
  input: reviewing,
  allow: DECIDING,
  about: basedOn('solution'),
  needs: ['headers'],
  apartFrom: WEIGHERS,
  run(known) {
    const { reviewed: header, words } = known.input;
    return keeping(known, {
      why(seen) {
        const d = determinationOf(seen.state, header.determination);
        if (!d?.decided || d.isSuperseded) return [{ code: 'nothing-to-review' }];
        return header.result === 'holds' ? whyNotHold(seen, d, header.nextOn) : [];
      },
      drafts: ({ file }) => [
        draft(reviewed, header, { section: 'solution', body: seal(reasonWords, words) }),
        ...(header.result === 'holds' && header.nextOn !== null ? moved(file, header.determination, header.nextOn) : ended(file, header.determination)),
      ],
    });
  },
};

export const DECIDING_ACTIONS = [decide, review] as const;
