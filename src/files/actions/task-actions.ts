import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { writers } from '../access-table.ts';
import { taskDescribed, taskEnded, taskHeader, taskSet } from '../model/kinds.ts';
import { whyNotEndTask, whyNotWritten } from '../model/rules.ts';
import { TASK_ENDINGS } from '../model/vocabulary.ts';
import { maybeText, reasonWords, seal, taskWords } from '../model/words.ts';
import { aboutSection, agencyOf, keeping, onFile } from './about.ts';

const newTask = onFile.extend({ task: taskHeader, words: taskWords });
/** That there is something to do, by whom and until when, is for everybody at the table; what it is stands in the chronology. */
export const setTask: StreamAction<z.infer<typeof newTask>, null> = {
  name: 'file.set-task',
  does: 'set a task in a file: what, by whom, until when, on what ground',
  input: newTask,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run(known) {
    const { task, words } = known.input;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'chronology'),
      null,
      () => [draft(taskSet, task, { section: null }), draft(taskDescribed, { task: task.task }, { section: 'chronology', body: seal(taskWords, words) })],
      (state) => state.tasks.some((t) => t.task === task.task),
    );
  },
};

const ended = onFile.extend({ task: z.uuid(), how: z.enum(TASK_ENDINGS), dueOn: z.iso.date().nullable().default(null), reason: maybeText });
export const endTask: StreamAction<z.infer<typeof ended>, null> = {
  name: 'file.end-task',
  does: 'say that a task is done, or move or waive it with a reason',
  input: ended,
  allow: writers('chronology'),
  about: aboutSection('chronology'),
  needs: ['headers'],
  run(known) {
    const { task, how, dueOn, reason } = known.input;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), 'chronology') ?? whyNotEndTask(state, task, how, dueOn, reason),
      null,
      () => [
        draft(taskEnded, { task, how, dueOn: how === 'moved' ? dueOn : null }, { section: null }),
        ...(reason === '' ? [] : [draft(taskDescribed, { task }, { section: 'chronology', body: seal(reasonWords, { reason }) })]),
      ],
      (state) => how === 'done' && state.tasks.some((t) => t.task === task && t.standing === 'done'),
    );
  },
};

export const TASK_ACTIONS = [setTask, endTask] as const;
