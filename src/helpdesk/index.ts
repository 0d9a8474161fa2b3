export { isUnlogged, reporterPages } from './reporter/index.ts';
