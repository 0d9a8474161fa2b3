import type { ReadEntry } from '#src/platform/action/entries.ts';
import type { FoundAs, Imprint, ImprintRule, ImprintRules } from '#src/platform/action/imprints.ts';
import type { HeaderRow } from '#src/platform/journal/fold.ts';
import { openImprint, sealImprint, tokenUnder, type ImprintKeys } from '#src/platform/vault/imprint-keys.ts';
import { encode, type Encoded } from './encode.ts';
import type { Profile } from './fields.ts';
import { pack, unpack } from './pack.ts';
import type { Weights } from './weights.ts';
import { keyedWriting, type Writing } from './writing.ts';

/** What a feature says of its streams, so that they are found again. Pure, and it names no key. */
export type Imprinted = {
  readonly streamKind: string;
  /** The section that holds who it is about; a migration puts it into `imprint_rule` too. */
  readonly section: string;
  /** Whether the stream is to be found now, and whom one asks who does not see it; from the headers of all sections. */
  readonly standing: (headers: readonly HeaderRow[]) => FoundAs;
  /** Who it is about, from the opened entries of that section in their order. */
  readonly profile: (entries: readonly ReadEntry[]) => Profile;
};

type MatcherParts = { readonly imprinted: Imprinted; /** The keys of today. */ readonly keys: () => ImprintKeys; readonly weights: Weights; readonly now: () => Date };

/** A rule of imprints that can also look for somebody. */
export type Matcher = ImprintRule &
  Omit<MatcherParts, 'imprinted'> & {
    readonly write: (profile: Profile) => Encoded;
    /** With keys that were asked for before, where many are opened. */
    readonly open: (imprint: Pick<Imprint, 'epoch' | 'sealed'>, keys?: ImprintKeys) => Encoded | null;
    /** What a profile leaves; null where nothing can be found by it. */
    readonly imprint: (streamId: string, profile: Profile) => Imprint | null;
  };

/** Under every key that is in use: while a new epoch is being written, some are found by the old one. */
export const tokensFor = ({ epochs }: ImprintKeys, encoded: Encoded): number[] => [...new Set([...epochs.values()].flatMap((epoch) => encoded.keys.map((key) => tokenUnder(epoch, key))))];

const madeFrom = (keys: ImprintKeys, streamId: string, encoded: Encoded): Imprint => {
  const epoch = keys.epochs.get(keys.current);
  if (!epoch) throw new TypeError('the current key is not among the keys');
  return { ...sealImprint(keys, streamId, pack(encoded)), tokens: [...new Set(encoded.keys.map((key) => tokenUnder(epoch, key)))].toSorted((a, b) => a - b) };
};

/** One writing for as long as its key is the same: it remembers what it wrote. */
function writingBy(keys: () => ImprintKeys): () => Writing {
  let last: { key: Buffer; writing: Writing } | undefined;
  return () => {
    const key = keys().writing;
    if (!last?.key.equals(key)) last = { key, writing: keyedWriting(key) };
    return last.writing;
  };
}

/** How streams of one kind are found: what they leave, and how one looks. */
export function matcherFor({ imprinted, keys, weights, now }: MatcherParts): Matcher {
  const writing = writingBy(keys);
  const write = (profile: Profile) => encode(writing(), profile);
  function open(imprint: Pick<Imprint, 'epoch' | 'sealed'>, withKeys = keys()): Encoded | null {
    const opened = openImprint(withKeys, imprint);
    return opened.opened ? unpack(opened.value) : null;
  }
  function leave(streamId: string, profile: Profile): Imprint | null {
    const encoded = write(profile);
    return encoded.keys.length === 0 ? null : madeFrom(keys(), streamId, encoded);
  }
  return {
    streamKind: imprinted.streamKind,
    section: imprinted.section,
    standing: imprinted.standing,
    make: (streamId, entries) => leave(streamId, imprinted.profile(entries)),
    renew(streamId, before) {
      const encoded = open(before);
      return encoded && madeFrom(keys(), streamId, encoded);
    },
    keys,
    weights,
    now,
    write,
    open,
    imprint: leave,
  };
}

const isMatcher = (rule: ImprintRule): rule is Matcher => 'weights' in rule && 'write' in rule;

/** The one that looks among streams of a kind; null where no keys are at hand. */
export function matcherOf(imprints: ImprintRules, streamKind: string): Matcher | null {
  const rule = imprints.get(streamKind);
  return rule && isMatcher(rule) ? rule : null;
}
