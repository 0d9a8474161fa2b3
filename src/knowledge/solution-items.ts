// Apart from the schema, for the phone carries what tells whether something holds and not the code that checks files.

type Lawful = { law: string[]; validFrom: string; validTo: string | null };
type Coded = Lawful & { code: string };
/** As much of a pack as is needed to name its items. */
type Solution = {
  determination: (Lawful & { decider: string })[];
  route: (Lawful & { authorities: Coded[] }) | null;
  transfers: (Lawful & { grounds: Coded[] }) | null;
  followUp: Lawful | null;
  returnLaws: (Lawful & { condition: string; direction: string })[];
  prosecution: (Omit<Lawful, 'law'> & { obstacles: { law: string[] }[] }) | null;
};
const named = (name: string, { law: laws, validFrom, validTo }: Lawful) => ({ name, law: laws, validFrom, validTo });
const namedIf = (name: string, item: Lawful | null) => (item === null ? [] : [named(name, item)]);

/** Everything in it that names laws and holds for a time, with the name by which a problem of it is told. */
export function solutionItems({ determination, route: way, transfers: sending, followUp: after, returnLaws, prosecution }: Solution) {
  return [
    ...determination.map((item) => named(`determination.${item.decider}`, item)),
    ...namedIf('route', way),
    ...(way?.authorities ?? []).map((item) => named(`route.${item.code}`, item)),
    ...namedIf('transfers', sending),
    ...(sending?.grounds ?? []).map((item) => named(`transfers.${item.code}`, item)),
    ...namedIf('followUp', after),
    ...returnLaws.map((item) => named(`returnLaws.${item.condition}.${item.direction}`, item)),
    ...namedIf('prosecution', prosecution && { ...prosecution, law: [...new Set(prosecution.obstacles.flatMap((o) => o.law))] }),
  ];
}
