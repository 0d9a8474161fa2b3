import type { Declared } from '#src/platform/action/action.ts';
import type { Grant } from './grants.ts';

const PREAMBLE = `# Who may do what

Made from the program itself by \`npm run docs\`; a test compares. What is not written here, nobody may do.

## What always holds

1. Somebody acts for one agency at a time, and only in a role that this agency gave. A role that is taken away ends at once.
2. Nobody may do anything in a matter whose own agency is not at its table on that day. A matter is whatever has a table
   of its own. An invitation is for one section, with a purpose, a legal ground and, where one was set, a last day.
3. What somebody may not see looks to them as if it did not exist. The database holds to this by itself, also where the
   program would be mistaken.
4. A person who is excluded from a matter finds nothing of it, whatever the agency and the role.
5. Every look and every act is recorded with person, agency, section and moment, also one that was refused or failed;
   where an article says so, with the day instead of the moment.
   Those records are only added to.
6. Nothing is overwritten. Where a decision has to rest on what was last recorded, its article says so; if somebody else was
   quicker, the person is told and nothing is kept.
`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "a", "a or b", "a, b or c". */
const either = (parts: readonly string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`);

const aboutSections = (sections: readonly (string | null)[]): readonly string[] => sections.filter((s) => s !== null);

type AboutStream = Extract<Declared['about'], { kind: string }>;

const plain = (code: string): string => code.replaceAll(/[.-]/g, ' ');

function conditionOf({ relation }: Grant, about: AboutStream): string {
  const whole = `the ${plain(about.kind)}`;
  const table = `whose agency is at the table of ${aboutSections(about.sections).length > 0 ? 'that section' : whole}`;
  return relation === 'author' ? `who began ${whole} and ${table}` : table;
}

function sectionsIn({ sections }: AboutStream): readonly string[] {
  const named = aboutSections(sections);
  return named.length > 0 ? [`The section is ${either(named)}.`] : [];
}

/** The sentences about one action: who, under which condition, about what, and who may not. */
function sentencesOf(action: Declared): readonly string[] {
  const { allow, about, does } = action;
  const dayOnly = action.isDayOnly ? ['Of this only the day is recorded, so that nobody learns when somebody was here.'] : [];
  if (about === 'nothing') return [...allow.map(({ role }) => `${capital(role.title)} may ${does}.`), ...dayOnly];
  if ('begins' in about) return [...allow.map(({ role }) => `${capital(role.title)} may ${does}.`), `The agency is then at the table of every section of it: ${about.sections.join(', ')}.`, ...dayOnly];
  const needs = ('needs' in action && action.needs) || [];
  const reaches = ('reaches' in action && action.reaches) || [];
  const apart = ('apartFrom' in action && action.apartFrom) || [];
  return [
    ...allow.map((grant) => `${capital(grant.role.title)} ${conditionOf(grant, about)} may ${does}.`),
    ...sectionsIn(about),
    ...(needs.includes('entries') ? ['The words of that section are shown.'] : []),
    ...(needs.includes('headers') ? ['For this, codes and dates of all sections are weighed, also of those that the person does not see. Of these the answer says only that a section has not cleared it.'] : []),
    ...(needs.includes('table') ? ['Who is at the table of which section is weighed.'] : []),
    ...(needs.includes('looks') ? ['Shown is who looked at what, as far as the sections reach to which the agency is invited.'] : []),
    ...(reaches.includes('first') ? ['With it the agency comes into a section where nobody ever was, if the rules of that section let it; everybody at the table is told.'] : []),
    ...(reaches.includes('emergency') ? ['In an emergency the agency comes into a section where it is not, if the rules of that section let it: until the next day at most, without inviting anybody, and everybody at the table is told.'] : []),
    ...(reaches.length === 1 && reaches[0] === 'emergency' ? [`The one agency that whoever runs this named the duty desk for every ${plain(about.kind)} may do so without being at its table, by people in the role that was named with it.`] : []),
    ...(apart.length > 0 ? [`Whoever recorded ${either(apart.map((kind) => `“${plain(kind.name)}”`))} in the same ${plain(about.kind)} may not: that would be a conflict of interest.`] : []),
    ...('base' in about ? ['It is kept only if nothing was added to the section since the person looked.'] : []),
    ...dayOnly,
  ];
}

/** The permissions as an agreement, from what the actions declare. The same actions always give the same text. */
export function writePermissions(actions: readonly Declared[]): string {
  const names = actions.map((a) => a.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`two actions are called ${twice}`);
  const articles = actions.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((action) => `### ${capital(action.does)}\n\n${sentencesOf(action).map((s) => `- ${s}`).join('\n')}\n\nIn records: \`${action.name}\`\n`);
  const body = articles.length > 0 ? articles.join('\n') : 'Nothing yet: no part of the product keeps anything.\n';
  return `${PREAMBLE}\n## What may be done, and by whom\n\n${body}`;
}
