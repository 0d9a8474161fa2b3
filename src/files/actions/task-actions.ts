import { z } from 'zod';
import type { StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { writers } from '../access-table.ts';
import { packTaskHeader, taskDescribed, taskEnded, taskFromPack, taskHeader, taskSet } from '../model/kinds.ts';
import type { TaskSection } from '../model/proposals.ts';
import { whyNotEndTask, whyNotSetTask, whyNotWritten } from '../model/rules.ts';
import type { Task } from '../model/state.ts';
import { TASK_ENDINGS } from '../model/vocabulary.ts';
import { maybeText, reasonWords, seal, taskWords } from '../model/words.ts';
import { aboutSection, agencyOf, keeping, onFile } from './about.ts';

const newTask = onFile.extend({
  // Left out by whoever sets a task in her own words.
  task: taskHeader.extend({ hearsLate: taskHeader.shape.hearsLate.default(null) }),
  words: taskWords,
  fromPack: packTaskHeader.omit({ task: true }).nullable().default(null),
});
export type NewTask = z.input<typeof newTask>;

type Pack = NonNullable<z.infer<typeof newTask>['fromPack']>;
const isSame = (task: Task, { code, occasion, startedOn }: Pack): boolean => task.fromPack?.code === code && task.fromPack.occasion === occasion && (occasion !== null || task.fromPack.startedOn === startedOn);

const settingTask = (section: TaskSection, name: string, does: string): StreamAction<z.infer<typeof newTask>, null> => ({
  name,
  does,
  input: newTask,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run(known) {
    const { task, words, fromPack } = known.input;
    return keeping(
      known,
      (state) => whyNotWritten(state, agencyOf(known.actor), section) ?? whyNotSetTask(task, fromPack),
      null,
      () => [
        draft(taskSet, task, { section: null }),
        draft(taskDescribed, { task: task.task }, { section, body: seal(taskWords, words) }),
        ...(fromPack ? [draft(taskFromPack, { task: task.task, ...fromPack }, { section })] : []),
      ],
      // Two people who set what is proposed at once set it once.
      (state) => state.tasks.some((t) => t.task === task.task || (fromPack !== null && isSame(t, fromPack))),
    );
  },
});

/** That there is something to do, by whom and until when, is for everybody at the table; what it is stands where what it began with stands. */
export const SET_TASK = {
  chronology: settingTask('chronology', 'file.set-task', 'set a task in a file: what, by whom, until when, on what ground'),
  recognition: settingTask('recognition', 'file.set-status-task', 'set a task that the status of the child brings: what, by whom, until when, on what ground'),
} as const satisfies Record<TaskSection, unknown>;
export const setTask = SET_TASK.chronology;

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

export const TASK_ACTIONS = [...Object.values(SET_TASK), endTask] as const;
