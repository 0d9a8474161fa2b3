import { lookAtFile } from '../actions/read-actions.ts';
import { SET_TASK, type NewTask } from '../actions/task-actions.ts';
import { proposedTasks, type Proposal } from '../model/proposals.ts';
import { notThere, type Doing } from './doings.ts';
import { citations, packFor, type Guide } from './guide.ts';

type LocalRule = Guide['packs'][number]['tasks'][number];

/** A proposal by what it is and with what it began. */
export const itemOf = ({ rule, occasion, startedOn }: Proposal<LocalRule>): string => `${rule.code} ${occasion ?? startedOn}`;

/** What is kept when somebody sets what the pack proposes. */
export function taskFrom(guide: Guide, file: string, id: string, { rule, startedOn, dueOn, occasion, isLaw }: Proposal<LocalRule>): NewTask {
  return {
    file,
    task: { task: id, dueOn, owner: rule.owner, agency: null, isLaw, hearsLate: rule.hearsLate },
    words: { title: rule.title.slice(0, 300), ground: citations(guide, rule.law).slice(0, 300) },
    fromPack: { code: rule.code, occasion, startedOn, review: rule.review.state, asOf: guide.asOf },
  };
}

/** Sets what the pack proposes, with one press. What it says is taken from the pack, never from the form. */
export const setProposedDoing: Doing = {
  title: 'file.pack.set',
  at: 'story',
  fields: [],
  async act(v, { member, file, guide }) {
    const looked = await member.perform(lookAtFile, member.actor, { file });
    if (!looked.done) return looked;
    const { state, sections } = looked.value;
    const pack = packFor(guide, state);
    const proposal = pack && proposedTasks(state, pack, sections).find((one) => itemOf(one) === v.item);
    // Set meanwhile, by her or somebody else: it is there, which is what she wanted.
    if (!proposal) return pack && state.tasks.some(({ fromPack }) => fromPack && `${fromPack.code} ${fromPack.occasion ?? fromPack.startedOn}` === v.item) ? { done: true, value: null } : notThere;
    return member.perform(SET_TASK[proposal.section], member.actor, taskFrom(guide, file, v.id, proposal));
  },
};
