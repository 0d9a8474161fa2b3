import type { Doing } from './doings.ts';
import type { FilePage } from './view.ts';
import { factDoing, likenessDoing, representativeDoing, signsDoing, statusDoing, withdrawFactDoing } from './identity-doings.ts';
import { addEventDoing, endTaskDoing, keepPromiseDoing, noteDoing, promiseDoing, taskDoing, wordsDoing } from './story-doings.ts';
import { setProposedDoing } from './proposed-doing.ts';
import * as table from './table-doings.ts';

/** Everything that can be done with a file through a page, by the last part of its address. */
export const DOINGS = {
  event: addEventDoing,
  words: wordsDoing,
  note: noteDoing,
  task: taskDoing,
  'end-task': endTaskDoing,
  'set-proposed': setProposedDoing,
  promise: promiseDoing,
  'keep-promise': keepPromiseDoing,
  fact: factDoing,
  'withdraw-fact': withdrawFactDoing,
  likeness: likenessDoing,
  representative: representativeDoing,
  signs: signsDoing,
  status: statusDoing,
  'open-section': table.openSectionDoing,
  invite: table.inviteDoing,
  answer: table.answerDoing,
  'end-party': table.endPartyDoing,
  'offer-lead': table.offerLeadDoing,
  'take-lead': table.takeLeadDoing,
  emergency: table.emergencyDoing,
  exclude: table.excludeDoing,
  'let-in': table.letInDoing,
  'keep-out': table.keepOutDoing,
  'let-in-other': table.letInOtherDoing,
  confidant: table.confidantDoing,
  'ask-access': table.askAccessDoing,
  'answer-access': table.answerAccessDoing,
  close: table.closeDoing,
  reopen: table.reopenDoing,
} as const satisfies Readonly<Record<string, Doing>>;
export type DoingName = keyof typeof DOINGS;

export function doingNamed(name: string, more: readonly FilePage[]): Doing | undefined {
  if (Object.hasOwn(DOINGS, name)) return DOINGS[name as DoingName];
  return more.map((page) => page.doings).find((doings) => Object.hasOwn(doings, name))?.[name];
}

/** Two pages that offer something by one name would each show the form of whichever stands first: such a house does not open. */
export function refuseSameNames(more: readonly FilePage[]): void {
  const names = [...Object.keys(DOINGS), ...more.flatMap((page) => Object.keys(page.doings))];
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new Error(`offered by two pages of a file under one name: ${twice.join(', ')}`);
}
