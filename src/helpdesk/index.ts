export { reportTexts } from './becoming-file.ts';
export { HELPDESK_JOBS } from './jobs.ts';
export { keepErasing } from './erasing.ts';
export { REPORT } from './model/about.ts';
export { identities } from './receipt/identity.ts';
export { HELPDESK } from './settings/actions.ts';
export { knownSettings } from './settings/known.ts';
export { readWordLists } from './receipt/words.ts';
