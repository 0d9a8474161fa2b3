import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { signNoted, statusSet, taskFromPack } from './kinds.ts';
import type { Status } from './vocabulary.ts';
import { WAIT_LISTS, waitRows } from './waits.ts';
import { fileState, openTasks, stateFor, type FileState } from './state.ts';

/** The worklist of an agency; how the child's status stands, for those who may see that; and what is to be done. */
export const FILES = 'files';
export const FILE_STATUS = 'file-status';
export const FILE_TASKS = 'file-tasks';
/** Which task of the pack each is, for those who may see the section in which that stands. */
export const FILE_TASK_CODES = 'file-task-codes';

function fileRow(state: FileState, signs: number): ListRow {
  const tasks = openTasks(state);
  const fields = { country: state.opened?.country ?? null, origin: state.opened?.origin ?? null, openedOn: state.opened?.on ?? null, lead: state.lead, leadOfferedTo: state.leadOfferedTo, openTasks: tasks.length, lastOn: state.lastOn, signs };
  return { list: FILES, item: 'file', section: null, state: state.closed ? 'closed' : 'open', dueOn: tasks[0]?.dueOn ?? null, fields };
}

const taskRows = ({ tasks, closed, lead }: FileState): readonly ListRow[] =>
  tasks.map((t) => ({ list: FILE_TASKS, item: t.task, section: null, state: closed && t.standing === 'open' ? 'closed' : t.standing, dueOn: t.standing === 'open' && !closed ? t.dueOn : null, fields: { owner: t.owner, agency: t.agency, isLaw: t.isLaw, hearsLate: t.hearsLate, lead } }));

const codeRows = (headers: readonly HeaderRow[]): readonly ListRow[] =>
  headers.flatMap(({ kind, section, header }) => (kind === taskFromPack.name ? [{ list: FILE_TASK_CODES, item: String(header['task']), section, state: 'set', dueOn: null, fields: { code: String(header['code']) } }] : []));

/** How the lists follow from what was recorded. Nothing in them says where somebody comes from, or how somebody is called. */
export const FILE_LISTS: ListRule = {
  streamKind: 'file',
  lists: [FILES, FILE_STATUS, FILE_TASKS, FILE_TASK_CODES, ...WAIT_LISTS],
  rows(headers: readonly HeaderRow[]) {
    if (headers.length === 0) return [];
    // A row for everybody follows from what everybody may know; that of the status from its section alone. Whoever notes a new
    // sign may not see the status, so each row counts the signs that were noted up to it.
    const signsBy = (sequence: number) => headers.filter((h) => h.kind === signNoted.name && h.sequence <= sequence).length;
    const last = headers.at(-1)?.sequence ?? 0;
    const open = stateFor(headers, []);
    const step = headers.findLast((h) => h.kind === statusSet.name);
    const status = stateFor(headers, ['recognition']).ledger.at(-1)?.status;
    return [fileRow({ ...open, lastOn: fileState(headers).lastOn }, signsBy(last)), ...taskRows(open), ...codeRows(headers), ...waitRows(headers, open), ...(step && status ? [{ list: FILE_STATUS, item: 'status', section: 'recognition', state: status, dueOn: null, fields: { signs: signsBy(step.sequence) } }] : [])];
  },
};

/** The status by its row and that of the file: open again where a sign was noted since. */
export const statusInList = (status: Status | undefined, signs: unknown, signsThen: unknown): Status | undefined => (status === 'not-established' && Number(signs) > Number(signsThen) ? 'possible' : status);
