import { createHash } from 'node:crypto';
import type { ImprintRules } from '#src/platform/action/imprints.ts';
import type { Transaction } from '#src/platform/database/transaction.ts';
import type { Encoded } from './encode.ts';
import { explain, strengthOf, type Explained, type Strength } from './explain.ts';
import type { Profile } from './fields.ts';
import { matcherOf, tokensFor, type Matcher } from './matcher.ts';
import { score, type Scored } from './score.ts';
import { sharesOf, type Shares } from './shares.ts';
import { findSharing, readOwn, readSome } from './store.ts';

/** Somebody as given, or the one that a stream the actor sees is about. */
export type Asked = { readonly profile: Profile } | { readonly stream: string };

/** A stream the actor sees that may be about the same person; how that was found is said field by field and never as a number. */
export type Candidate = { readonly stream: string; readonly strength: Strength; readonly fields: readonly Explained[] };

export type KnownAlready = {
  /** What likens most comes first. */
  readonly candidates: readonly Candidate[];
  /** Agencies that may know somebody like this, for what the actor does not see: whom to ask, and nothing else. Ordered by identity. */
  readonly elsewhere: readonly string[];
  /** Too many were asked for today: then `elsewhere` was not looked at, and its being empty says nothing. */
  readonly isQuotaReached: boolean;
};

const MOST_SHOWN = 10;
const NOBODY: KnownAlready = { candidates: [], elsewhere: [], isQuotaReached: false };

const SAMPLE = 5000;
const SAMPLE_HOLDS_MS = 3_600_000;
type Sampled = { shares: Shares; about: number; at: number };
/** By the matcher, so that two databases in one process know nothing of each other. In memory only. */
const samples = new WeakMap<Matcher, Sampled>();

/** How common names are here, from some of those who are kept; looked at again every hour. */
export async function sampleOf(tx: Transaction, matcher: Matcher): Promise<Sampled> {
  const [known, now] = [samples.get(matcher), matcher.now().getTime()];
  if (known && now - known.at < SAMPLE_HOLDS_MS && now >= known.at) return known;
  const keys = matcher.keys();
  const { about, some } = await readSome(tx, matcher.streamKind, SAMPLE);
  const sampled = { shares: sharesOf(some.flatMap((one) => matcher.open(one, keys) ?? [])), about, at: now };
  samples.set(matcher, sampled);
  return sampled;
}

/** The same question has the same digest, and only for whoever has the key. */
const questionOf = (tokens: readonly number[]): Buffer => createHash('sha256').update(tokens.toSorted((a, b) => a - b).join()).digest().subarray(0, 8);

type Compared = { stream: string | null; ask: string | null; scored: Scored; strength: Strength | null };

function answer(compared: readonly Compared[], asked: Encoded, isAsked: boolean): KnownAlready {
  const best = compared.toSorted((a, b) => b.scored.bits - a.scored.bits);
  const candidates = best.flatMap(({ stream, scored, strength }) => (stream !== null && strength !== null ? [{ stream, strength, fields: explain(asked, scored) }] : []));
  // Of what somebody does not see he hears only where it is likely: each of these is a question to another agency.
  const elsewhere = best.flatMap(({ ask, strength }) => (ask !== null && strength === 'likely' ? [ask] : []));
  return { candidates: candidates.slice(0, MOST_SHOWN), elsewhere: [...new Set(elsewhere)].toSorted(), isQuotaReached: !isAsked };
}

/** Answers come at the beat of so many milliseconds, so that how long one took tells nothing of what nobody may see. */
const BEAT_MS = 4;
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Does it, and is done at the next beat. */
export async function onBeat<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const done = await work();
  const took = performance.now() - began;
  await pause(Math.ceil(took / BEAT_MS) * BEAT_MS - took);
  return done;
}

async function look(tx: Transaction, matcher: Matcher, asked: Encoded, butNot: string | null): Promise<KnownAlready> {
  const keys = matcher.keys();
  const tokens = tokensFor(keys, asked);
  const { isAsked, candidates } = await findSharing(tx, matcher.streamKind, tokens, butNot, questionOf(tokens));
  const { shares, about } = await sampleOf(tx, matcher);
  const scale = { weights: matcher.weights, shares };
  const compared = candidates.flatMap(({ stream, ask, ...sealed }) => {
    const other = matcher.open(sealed, keys);
    if (!other) return [];
    const scored = score(asked, other, scale);
    return [{ stream, ask, scored, strength: strengthOf(scored, about) }];
  });
  return answer(compared, asked, isAsked);
}

/**
 * Is this child already known? For the `lookUp` of an action. What is seen is explained; of what is not, only whom to ask.
 * That nothing was found says nothing about the child: it may be known under another name, or elsewhere.
 */
export async function findKnown(tx: Transaction, imprints: ImprintRules, streamKind: string, asked: Asked): Promise<KnownAlready> {
  const matcher = matcherOf(imprints, streamKind);
  if (!matcher) return NOBODY;
  if ('profile' in asked) {
    const encoded = matcher.write(asked.profile);
    return encoded.keys.length === 0 ? NOBODY : onBeat(() => look(tx, matcher, encoded, null));
  }
  const own = await readOwn(tx, asked.stream);
  const encoded = own && matcher.open(own);
  return encoded ? onBeat(() => look(tx, matcher, encoded, asked.stream)) : NOBODY;
}
