import type { Ground } from '#src/platform/action/perform.ts';
import { performOn } from '#src/platform/action/perform.ts';
import { serviceActor } from '#src/platform/action/service.ts';
import type { Answer } from '#src/platform/action/action.ts';
import type { SecretKey } from '#src/platform/sessions/secrets.ts';
import { answerByLink, openLink, type Asked } from '../actions/link-actions.ts';
import { LINK_POST, linkPost } from '../model/roles.ts';
import { codeFrom, deviceDigest, digestOf, openToken, type LinkedTo } from './token.ts';

export type PostNeeds = { readonly ground: () => Ground | null; readonly key: () => SecretKey };

/** What somebody comes with. The code is asked once; then the device is known. */
type Carried = { readonly token: string; readonly code: string; readonly device: string };
export type Opened = Asked & LinkedTo;

/** Not now: no database, or nobody set the service up. It says nothing about any link, and is said before one is looked at. */
export const AWAY = 'away';

export type LinkPost = {
  isOpen(): Promise<boolean>;
  open(carried: Carried): Promise<Opened | null | typeof AWAY>;
  /** Null: the link opens nothing, whatever the reason. An answer that is not in order comes back as what it is. */
  send(carried: Carried, input: object): Promise<Answer<null> | null | typeof AWAY>;
};

/** Does for whoever has a link what only an actor can do, with grants for these two things alone. */
export function linkPostFor({ ground, key }: PostNeeds): LinkPost {
  async function enter() {
    const on = ground();
    const actor = on && (await serviceActor(on, LINK_POST, linkPost.name).catch(() => null));
    return on && actor ? { perform: performOn(on), actor } : null;
  }

  return {
    isOpen: async () => (await enter()) !== null,
    async open({ token, code, device }) {
      const entered = await enter();
      if (!entered) return AWAY;
      const to = openToken(key(), token);
      if (!to) return null;
      const typed = codeFrom(code);
      const input = { ...to, digest: typed === '' ? null : digestOf(token, typed), device: deviceDigest(device, to.link) };
      // What fails on our side is answered like what is not there: an error page would tell that something is.
      const answer = await entered.perform(openLink, entered.actor, input).catch(() => null);
      return answer?.done && answer.value ? { ...answer.value, ...to } : null;
    },
    async send({ token, device }, input) {
      const entered = await enter();
      if (!entered) return AWAY;
      const to = openToken(key(), token);
      if (!to) return null;
      try {
        const answer = await entered.perform(answerByLink, entered.actor, { ...input, ...to, device: deviceDigest(device, to.link) });
        if (answer.done || answer.because === 'invalid') return answer;
        return answer.because === 'obstacles' && answer.obstacles.every((o) => o.code !== 'does-not-open') ? answer : null;
      } catch {
        return AWAY;
      }
    },
  };
}
