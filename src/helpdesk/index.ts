export { HELPDESK_ACTIONS } from './model/actions.ts';
export { REPORT_KINDS } from './model/kinds.ts';
export { isUnlogged, reporterPages } from './reporter/index.ts';
