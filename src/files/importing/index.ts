export { checkCases, importCases, type Stopped } from './import-cases.ts';
export { mappingSchema, type Mapping } from './mapping.ts';
export type { LineProblem } from './problem.ts';
export { importedFile } from './imported-file.ts';
