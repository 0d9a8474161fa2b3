/**
 * The rooms of the house, from the ground up: which folder may import which. A test holds the code to it
 * (test/fitness/architecture.test.ts) and the picture in ARCHITECTURE.md is drawn from it (`npm run docs`).
 */
export type Room = {
  folder: string;
  /** What it is for, in a line. */
  purpose: string;
  mayImport: readonly string[];
};

export const ROOMS: readonly Room[] = [
  {
    folder: 'src/platform',
    purpose: 'http, pages, languages, actions, journal, keys: no word of the field in here',
    mayImport: [],
  },
  {
    folder: 'src/knowledge',
    purpose: 'indicators, law, countries, advice: data, checked and versioned',
    mayImport: ['src/platform'],
  },
  {
    folder: 'src/matching',
    purpose: 'is this child already known? keyed tokens, sounds, weights',
    mayImport: ['src/platform'],
  },
  {
    folder: 'src/recognition',
    purpose: 'the check: answers, rule, advice, cards, evaluation',
    mayImport: ['src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/website',
    purpose: 'the dossier, exercises, children’s pages, knowledge',
    mayImport: ['src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/helpdesk',
    purpose: 'reports: seven words, the conversation, what the desk does with them',
    mayImport: ['src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/files',
    purpose: 'the child’s file: one table around one child, section by section',
    mayImport: ['src/matching', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/justice',
    purpose: 'protect instead of punish: the papers that leave a file',
    mayImport: ['src/files', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/protection',
    purpose: 'who may take the child, what keeps it safe, what is done when it is gone',
    mayImport: ['src/files', 'src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/best-interests',
    purpose: 'what is best for this child: heard, weighed, decided, carried out',
    mayImport: ['src/files', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/reintegration',
    purpose: 'over to another country and after: handed over, followed, and not lost in silence',
    mayImport: ['src/best-interests', 'src/files', 'src/matching', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/actions.ts',
    purpose: 'every action there is: from it comes who may do what',
    mayImport: ['src/reintegration', 'src/best-interests', 'src/justice', 'src/protection', 'src/files', 'src/helpdesk', 'src/platform'],
  },
  {
    folder: 'src/kinds.ts',
    purpose: 'every kind of entry there is: what was recorded is read again with these',
    mayImport: ['src/reintegration', 'src/best-interests', 'src/justice', 'src/protection', 'src/files', 'src/helpdesk', 'src/platform'],
  },
  {
    folder: 'src/lists.ts',
    purpose: 'every rule by which rows of lists follow from what was recorded',
    mayImport: ['src/best-interests', 'src/reintegration', 'src/protection', 'src/files', 'src/helpdesk', 'src/platform'],
  },
  {
    folder: 'src/imprints.ts',
    purpose: 'which streams are found again by who they are about, and with which keys',
    mayImport: ['src/files', 'src/matching', 'src/platform'],
  },
  {
    folder: 'src/training',
    purpose: 'an installation where everybody is invented',
    mayImport: ['src/protection', 'src/files', 'src/helpdesk', 'src/platform'],
  },
  {
    folder: 'src/roles.ts',
    purpose: 'every role that a person can be given',
    mayImport: ['src/protection', 'src/files', 'src/helpdesk', 'src/platform'],
  },
  {
    folder: 'src/desks.ts',
    purpose: 'what somebody with an account comes into: the rooms behind the door',
    mayImport: ['src/actions.ts', 'src/reintegration', 'src/roles.ts', 'src/best-interests', 'src/justice', 'src/files', 'src/protection', 'src/helpdesk', 'src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/app.ts',
    purpose: 'mounts everything: the table of contents',
    mayImport: ['src/reintegration', 'src/desks.ts', 'src/training', 'src/files', 'src/protection', 'src/helpdesk', 'src/website', 'src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/server.ts',
    purpose: 'listens, claims the data folder, stops gracefully',
    mayImport: ['src/app.ts', 'src/best-interests', 'src/kinds.ts', 'src/lists.ts', 'src/imprints.ts', 'src/files', 'src/reintegration', 'src/protection', 'src/helpdesk', 'src/training', 'src/platform'],
  },
  {
    folder: 'src/cli',
    purpose: 'one command a file; the same rules as the pages',
    mayImport: ['src/reintegration', 'src/server.ts', 'src/kinds.ts', 'src/lists.ts', 'src/imprints.ts', 'src/roles.ts', 'src/files', 'src/matching', 'src/website', 'src/recognition', 'src/knowledge', 'src/platform'],
  },
  {
    folder: 'src/cli.ts',
    purpose: 'the list of commands',
    mayImport: ['src/cli', 'src/knowledge'],
  },
];
