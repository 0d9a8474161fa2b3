export { keepErasing } from './erasing.ts';
export { isUnlogged, reporterPages } from './reporter/index.ts';
