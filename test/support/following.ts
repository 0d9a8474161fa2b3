import { randomUUID } from 'node:crypto';
import { OPEN_SECTION } from '#src/files/actions/open-actions.ts';
import { READ_SECTION } from '#src/files/actions/read-actions.ts';
import { setCalendar, setQuietWay } from '#src/reintegration/following/actions/plan-actions.ts';
import { FOLLOW_UP_WATCH, followUpWatch, LINK_POST, linkPost } from '#src/reintegration/following/model/roles.ts';
import { openedFile, who } from './files.ts';
import { AGENCIES, valueOf, type TestGround } from './ground.ts';

/** Who follows in these tests, and the services of her agency. */
export const desk = who('care-coordinator');
export const POST = { id: LINK_POST, agency: AGENCIES[0] };
export const WATCH = { id: FOLLOW_UP_WATCH, agency: AGENCIES[0] };

export async function openPost(ground: TestGround): Promise<void> {
  await ground.give(POST, [linkPost.name]);
  await ground.give(WATCH, [followUpWatch.name]);
}

export const HIDDEN = 'Verzonnen geheim: via de schoolzuster, dinsdag';
export const versionOf = async (ground: TestGround, file: string): Promise<string> => valueOf(await ground.perform(READ_SECTION.reintegration, desk, { file })).version;

/** A file in which the desk follows a child that arrived today. */
export async function followedFile(ground: TestGround, arrivesOn = '2026-11-25'): Promise<string> {
  const file = await openedFile(ground);
  valueOf(await ground.perform(OPEN_SECTION.reintegration, desk, { file, purpose: 'durable-solution', ground: 'gdpr-6-1-e' }));
  valueOf(await ground.perform(setQuietWay, desk, { file, base: await versionOf(ground, file), channel: 'at-school', words: { how: HIDDEN, cover: 'Verzonnen: de tandarts', avoid: 'Verzonnen: opvang' } }));
  valueOf(await ground.perform(setCalendar, desk, { file, base: await versionOf(ground, file), calendar: { country: 'RO', arrivesOn, language: 'ro', riskStays: false }, words: { partner: 'Verzonnen Partner', phone: '+40 700 000 000' } }));
  return file;
}

export const ALL_WELL = { seenOn: '2026-11-25', spoken: 'alone', outcome: 'safe', livesAsPlanned: 'yes', safe: 'yes', trustedAdult: 'yes', school: 'yes', papers: 'not-known', health: 'yes', income: 'not-known', exploiter: 'no', police: 'no', score: 7 } as const;
export const ARRIVAL = { moment: 'arrival', trigger: null } as const;
export const anAnswer = (change: object = {}, about: object = ARRIVAL) => ({ answer: randomUUID(), about, way: 'call', answers: { ...ALL_WELL, ...change }, words: { words: 'Verzonnen: het gaat goed, zei het kind', question: 'Hoe gaat het?' } });
