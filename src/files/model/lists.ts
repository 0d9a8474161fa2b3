import type { HeaderRow } from '#src/platform/journal/fold.ts';
import type { ListRule } from '#src/platform/journal/lists.ts';
import type { ListRow } from '#src/platform/journal/store.ts';
import { statusSet } from './kinds.ts';
import { fileState, openTasks, stateFor, statusOf, type FileState } from './state.ts';

/** The worklist of an agency; how the child's status stands, for those who may see that; and what is to be done. */
export const FILES = 'files';
export const FILE_STATUS = 'file-status';
export const FILE_TASKS = 'file-tasks';

function fileRow(state: FileState): ListRow {
  const tasks = openTasks(state);
  const fields = { country: state.opened?.country ?? null, origin: state.opened?.origin ?? null, openedOn: state.opened?.on ?? null, lead: state.lead, leadOfferedTo: state.leadOfferedTo, openTasks: tasks.length, lastOn: state.lastOn };
  return { list: FILES, item: 'file', section: null, state: state.closed ? 'closed' : 'open', dueOn: tasks[0]?.dueOn ?? null, fields };
}

const taskRows = ({ tasks, closed }: FileState): readonly ListRow[] =>
  tasks.map((t) => ({ list: FILE_TASKS, item: t.task, section: null, state: closed && t.standing === 'open' ? 'closed' : t.standing, dueOn: t.standing === 'open' && !closed ? t.dueOn : null, fields: { owner: t.owner, agency: t.agency, isLaw: t.isLaw } }));

/** How the lists follow from what was recorded. Nothing in them says where somebody comes from, or how somebody is called. */
export const FILE_LISTS: ListRule = {
  streamKind: 'file',
  lists: [FILES, FILE_STATUS, FILE_TASKS],
  rows(headers: readonly HeaderRow[]) {
    if (headers.length === 0) return [];
    // A row for everybody follows from what everybody may know; that of the status from its section.
    const open = stateFor(headers, []);
    const status = headers.some((h) => h.kind === statusSet.name) ? statusOf(stateFor(headers, ['recognition'])) : null;
    return [fileRow({ ...open, lastOn: fileState(headers).lastOn }), ...taskRows(open), ...(status ? [{ list: FILE_STATUS, item: 'status', section: 'recognition', state: status, dueOn: null }] : [])];
  },
};
