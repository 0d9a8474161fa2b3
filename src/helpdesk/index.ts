export { keepErasing } from './erasing.ts';
export { identities } from './receipt/identity.ts';
export { readWordLists } from './receipt/words.ts';
