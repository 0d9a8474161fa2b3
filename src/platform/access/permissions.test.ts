import { describe, expect, it } from 'vitest';
import { ALL, closeMatter, readSection } from '#test/support/actions.ts';
import { writePermissions } from './permissions.ts';

const articles = (text: string) => text.split('## What may be done, and by whom\n\n')[1];

describe('the table of permissions', () => {
  it('reads like an agreement', () => {
    expect(articles(writePermissions([readSection, closeMatter]))).toBe(`### Close the matter

- A chair whose agency is at the table of the matter may close the matter.
- For this, codes and dates of all sections are weighed, also of those that the person does not see. Of these the answer says only that a section has not cleared it.
- Whoever recorded “note added” or “note replaced” in the same matter may not: that would be a conflict of interest.

In records: \`matter.close\`

### Read one section

- A reader whose agency is at the table of that section may read one section.
- A writer whose agency is at the table of that section may read one section.
- The section is one, two or three.
- The words of that section are shown.

In records: \`section.read\`
`);
  });
  it('names every action with every role that may do it, and the same actions give the same text in any order', () => {
    const text = writePermissions(ALL);
    for (const { name, allow, does } of ALL) {
      const article = text.split('\n### ').find((part) => part.includes(`In records: \`${name}\``)) ?? '';
      for (const { role } of allow) expect(article.toLowerCase()).toMatch(new RegExp(`- ${role.title}[^\n]* may ${does}\\.`));
      expect(article.match(/ may (?!not)/g)).toHaveLength(allow.length);
    }
    expect(writePermissions(ALL.toReversed())).toBe(text);
  });
  it('says when only the author may, and when a decision needs the latest version', () => {
    const text = writePermissions(ALL);
    expect(text).toContain('A writer who began the matter and whose agency is at the table of the matter may exclude a person');
    expect(text).toContain('It is kept only if nothing was added to the section since the person looked.');
  });
  it('refuses two actions of one name: the records could not tell them apart', () => {
    expect(() => writePermissions([readSection, readSection])).toThrow('two actions are called section.read');
  });
});
