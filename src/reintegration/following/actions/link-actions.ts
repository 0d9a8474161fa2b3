import { z } from 'zod';
import { writers } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, onFile } from '#src/files/actions/about.ts';
import { daysAfter } from '#src/files/model/days.ts';
import type { Result, StreamAction } from '#src/platform/action/action.ts';
import { draft } from '#src/platform/action/entries.ts';
import { when } from '#src/platform/action/obstacles.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { linkClosed, linkMade, linkOpened, linkTried } from '../model/kinds.ts';
import { linkPost } from '../model/roles.ts';
import { followingState, SECTION, type FollowingState, type Link } from '../model/state.ts';
import { answerWords } from '../model/words.ts';
import { postOffice } from '../store.ts';
import { following, followUpOf, whyNotAsked } from './about.ts';
import { answersInput, occasion, whyNotAnswered } from './answer-actions.ts';
import { keptOf, ringsFor } from './answering.ts';

/** How long a link may lie about. */
export const LINK_DAYS = 14;
/** Of a million codes so many may be wrong; then the link is dead, and the desk sees why. */
const MOST_TRIES = 5;

const digest = z.hash('sha256');

const making = onFile.extend({ link: z.uuid(), about: occasion, digest });
export const makeLink: StreamAction<z.infer<typeof making>, null, string | null> = {
  name: 'followup.make-link',
  does: 'make a link by which a partner without an account answers one follow-up once',
  input: making,
  allow: writers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers'],
  // It gives a key, which is shown once.
  isForPagesOnly: true,
  lookUp: (tx) => postOffice(tx),
  run: (known) => {
    const { link, about, digest: kept } = known.input;
    return following(
      known,
      (state) => [
        ...whyNotAsked(state, about, known.today),
        [state.quiet === null, 'no-quiet-way'],
        // The service that opens it sees only files at whose table its agency is.
        [known.found !== agencyOf(known.actor), 'links-not-here'],
        // Sent twice, it was shown the first time; what would be shown now opens nothing.
        [state.links.some((l) => l.link === link), 'link-made-already'],
      ],
      () => [draft(linkMade, { link, ...about, digest: kept, expiresOn: daysAfter(known.today, LINK_DAYS) }, { section: SECTION })],
    );
  },
};

const withdrawing = onFile.extend({ link: z.uuid() });
export const withdrawLink: StreamAction<z.infer<typeof withdrawing>, null> = {
  name: 'followup.withdraw-link',
  does: 'close a link that nobody shall use any more',
  input: withdrawing,
  allow: writers(SECTION),
  about: aboutSection(SECTION),
  needs: ['headers'],
  run: (known) =>
    following(
      known,
      (state) => [[!state.links.some((l) => l.link === known.input.link), 'no-such-link']],
      () => [draft(linkClosed, { link: known.input.link, because: 'withdrawn' }, { section: SECTION })],
      (state) => state.links.some((l) => l.link === known.input.link && l.isClosed),
    ),
};

/** What a link shows to whoever may open it. There is no name in it, and no word that was sealed. */
export type Asked = { readonly moment: string; readonly channel: string; readonly dueOn: string };

/** Every reason why not is this one: whoever asks learns from none whether there is such a link. */
const CLOSED = { obstacles: [{ code: 'does-not-open' }] } as const satisfies Result<never>;

const isDead = (state: FollowingState, link: Link, today: string): boolean => link.isClosed || link.expiresOn < today || state.ended !== null;

type Found = { readonly state: FollowingState; readonly link: Link; readonly asked: Asked };
/** The link, if it lives. */
function living(headers: readonly HeaderRow[], id: string, today: string): Found | null {
  const state = followingState(headers);
  const link = state.links.find((l) => l.link === id);
  const one = link && followUpOf(state, link);
  if (!link || !one || isDead(state, link, today)) return null;
  return { state, link, asked: { moment: one.moment, channel: state.quiet?.channel ?? 'elsewhere', dueOn: one.dueOn } };
}

const opening = onFile.extend({ link: z.uuid(), /** Of link and code. */ digest: digest.nullable(), device: digest });
/** Opened by the first device that knows link and code, and from then on by that device alone. */
export const openLink: StreamAction<z.infer<typeof opening>, Asked | null> = {
  name: 'followup.open-link',
  does: 'open a one-time link for the first device that knows its code, and for that device again',
  input: opening,
  allow: [{ role: linkPost, relation: 'party' }],
  about: aboutSection(SECTION),
  needs: ['headers'],
  isForPagesOnly: true,
  run({ headers, input, today }) {
    const found = living(headers, input.link, today);
    if (!found) return CLOSED;
    const { link, asked } = found;
    if (link.device !== null) return link.device === input.device ? { value: asked } : CLOSED;
    if (input.digest === null) return CLOSED;
    if (link.digest === input.digest) return { value: asked, entries: [draft(linkOpened, { link: link.link, device: input.device }, { section: SECTION })] };
    const tried = draft(linkTried, { link: link.link }, { section: SECTION });
    return { value: null, entries: link.tries + 1 < MOST_TRIES ? [tried] : [tried, draft(linkClosed, { link: link.link, because: 'wrong-codes' }, { section: SECTION })] };
  },
};

const answering = onFile.extend({ link: z.uuid(), device: digest, answer: z.uuid(), answers: answersInput, words: answerWords });
export const answerByLink: StreamAction<z.infer<typeof answering>, null> = {
  name: 'followup.answer-by-link',
  does: 'take one answer from the device that opened a one-time link, and close the link',
  input: answering,
  allow: [{ role: linkPost, relation: 'party' }],
  about: aboutSection(SECTION),
  needs: ['headers', 'table'],
  isForPagesOnly: true,
  run({ headers, input, today, table }) {
    const { link: id, device, answer, answers, words } = input;
    // The same form sent again by the same device is done already; anything else after it finds the link closed.
    const before = followingState(headers);
    if (before.answers.some((a) => a.answer === answer && a.link === id) && before.links.some((l) => l.link === id && l.device === device)) return { value: null };
    const found = living(headers, id, today);
    if (!found || found.link.device !== device) return CLOSED;
    const why = when(whyNotAnswered(answers, today));
    if (why) return { obstacles: why };
    const { moment, trigger } = found.link;
    return { value: null, entries: keptOf({ answer, about: { moment, trigger }, way: 'link', link: id, answers, words }, headers), jobs: ringsFor(answers, table) };
  },
};

export const LINK_ACTIONS = [makeLink, withdrawLink, openLink, answerByLink] as const;
