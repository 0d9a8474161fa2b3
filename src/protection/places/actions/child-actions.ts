import { z } from 'zod';
import { COUNTRIES } from '#src/knowledge/vocabulary.ts';
import { readers, writers } from '#src/files/access-table.ts';
import { aboutSection, agencyOf, based, decidedOn, onFile, type OnFile } from '#src/files/actions/about.ts';
import { whyNotWritten } from '#src/files/model/rules.ts';
import { fileState } from '#src/files/model/state.ts';
import type { Known, Obstacle, Result, StreamAction } from '#src/platform/action/action.ts';
import { draft, type Draft } from '#src/platform/action/entries.ts';
import * as kinds from '../model/child-kinds.ts';
import { childState, type ChildState } from '../model/child-state.ts';
import { area } from '../model/place-kinds.ts';
import { APART_REASONS, AREA_REASONS, PLACE_REASONS } from '../model/vocabulary.ts';
import { seal, whyWords } from '../model/words.ts';

type Step = { readonly section: string; readonly whyNot: (state: ChildState) => string | null; readonly drafts: () => readonly Draft[]; readonly isKept?: (state: ChildState) => boolean };

/** The same as for every part of a file: not while it is closed, and not before the invitation was accepted. */
export function keepingChild(known: Pick<Known<unknown>, 'headers' | 'actor'>, { section, whyNot, drafts, isKept = () => false }: Step): Result<null> {
  const state = childState(known.headers);
  if (isKept(state)) return { value: null };
  const code = whyNot(state);
  const own: readonly [Obstacle] | null = code === null ? null : [{ code }];
  const obstacles = whyNotWritten(fileState(known.headers), agencyOf(known.actor), section) ?? own;
  return obstacles ? { obstacles } : { value: null, entries: drafts() };
}

export type ChildLook = { readonly state: ChildState; readonly version: string; readonly sections: readonly string[] };
/** What is known of a child and its bed, as far as the sections of the reader say; `location` among them or not. */
export const lookAtChild: StreamAction<OnFile, ChildLook> = {
  name: 'protection.look',
  does: 'see what a child needs of a place and whether it has one, as far as the sections of the agency say',
  input: onFile,
  allow: readers('protection'),
  about: aboutSection('protection'),
  needs: ['headers', 'entries'],
  run: ({ headers, sections, version }) => ({ value: { state: childState(headers.filter((h) => h.section !== null && sections.includes(h.section))), version, sections } }),
};

const needing = onFile.extend(based.shape).extend({ needs: kinds.needsHeader });
export const setNeeds: StreamAction<z.infer<typeof needing>, null> = {
  name: 'protection.set-needs',
  does: 'write down, in codes, what a child needs of a place',
  input: needing,
  allow: writers('protection'),
  about: decidedOn('protection'),
  needs: ['headers'],
  run: (known) => {
    const { needs } = known.input;
    return keepingChild(known, { section: 'protection', whyNot: () => (needs.ageFrom > needs.ageTo ? 'ages-turned-round' : null), drafts: () => [draft(kinds.needsSet, needs, { section: 'protection' })] });
  },
};

const hidden = { ruling: z.uuid(), reason: z.string().trim().max(5000).default('') };
const onArea = onFile.extend({ ...hidden, country: z.enum(COUNTRIES), area, because: z.enum(AREA_REASONS) });
type AreaSection = 'protection' | 'investigation';

const ruleOutArea = (section: AreaSection): StreamAction<z.infer<typeof onArea>, null> => ({
  name: `protection.rule-out-area-in-${section}`,
  does: `rule out an area for a child, with the reason in the section ${section}`,
  input: onArea,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run: (known) => {
    const { ruling, country, area: where, because, reason } = known.input;
    return keepingChild(known, { section, whyNot: () => null, isKept: (s) => s.areas.some((r) => r.ruling === ruling), drafts: () => [draft(kinds.areaRuledOut, { ruling, country, area: where, because }, { section, body: seal(whyWords, { reason }) })] });
  },
});
export const RULE_OUT_AREA = { protection: ruleOutArea('protection'), investigation: ruleOutArea('investigation') } as const;

const onPlace = onFile.extend({ ...hidden, place: z.uuid(), because: z.enum(PLACE_REASONS) });
/** In `location`: that a place is not safe for one child can tell where another one sleeps. */
export const ruleOutPlace: StreamAction<z.infer<typeof onPlace>, null> = {
  name: 'protection.rule-out-place',
  does: 'rule out a place for a child',
  input: onPlace,
  allow: writers('location'),
  about: aboutSection('location'),
  needs: ['headers'],
  run: (known) => {
    const { ruling, place, because, reason } = known.input;
    return keepingChild(known, { section: 'location', whyNot: () => null, isKept: (s) => s.places.some((r) => r.ruling === ruling), drafts: () => [draft(kinds.placeRuledOut, { ruling, place, because }, { section: 'location', body: seal(whyWords, { reason }) })] });
  },
};

const apart = onFile.extend({ ...hidden, other: z.uuid(), because: z.enum(APART_REASONS) });
const keepApart = (section: AreaSection): StreamAction<z.infer<typeof apart>, null> => ({
  name: `protection.keep-apart-in-${section}`,
  does: `say beside which other child this one may not sleep, with the reason in the section ${section}`,
  input: apart,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run: (known) => {
    const { ruling, other, because, reason, file } = known.input;
    return keepingChild(known, { section, whyNot: () => (other === file ? 'is-the-same-child' : null), isKept: (s) => s.apart.some((r) => r.ruling === ruling), drafts: () => [draft(kinds.keptApart, { ruling, other, because }, { section, body: seal(whyWords, { reason }) })] });
  },
});
export const KEEP_APART = { protection: keepApart('protection'), investigation: keepApart('investigation') } as const;

const lifting = onFile.extend({ ruling: z.uuid() });
const endRuling = (section: AreaSection | 'location'): StreamAction<z.infer<typeof lifting>, null> => ({
  name: `protection.end-ruling-in-${section}`,
  does: `say that something ruled out in the section ${section} is possible again`,
  input: lifting,
  allow: writers(section),
  about: aboutSection(section),
  needs: ['headers'],
  run: (known) => {
    const { ruling } = known.input;
    const isHere = ({ areas, places, apart: others }: ChildState) => [...areas, ...places, ...others].some((r) => r.ruling === ruling && r.section === section);
    return keepingChild(known, { section, whyNot: (s) => (isHere(s) ? null : 'no-such-ruling'), drafts: () => [draft(kinds.rulingEnded, { ruling }, { section })] });
  },
});
export const END_RULING = { protection: endRuling('protection'), investigation: endRuling('investigation'), location: endRuling('location') } as const;

export const CHILD_ACTIONS = [lookAtChild, setNeeds, ...Object.values(RULE_OUT_AREA), ruleOutPlace, ...Object.values(KEEP_APART), ...Object.values(END_RULING)] as const;
