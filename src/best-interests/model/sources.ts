import { documentAdded, eventAdded, factRecorded, noteAdded, wordsRecorded } from '#src/files/model/kinds.ts';
import { assessed, heard, tracingAsked } from './kinds.ts';

/** On what something can be weighed, by the kind of its entry and the field that names it. */
export const SOURCES_OF: Readonly<Record<string, string>> = {
  [eventAdded.name]: 'event',
  [wordsRecorded.name]: 'words',
  [factRecorded.name]: 'fact',
  [documentAdded.name]: 'document',
  [noteAdded.name]: 'note',
  [heard.name]: 'hearing',
  [assessed.name]: 'assessment',
  [tracingAsked.name]: 'tracing',
};
/** The same for what the child said, and for papers. */
export const WORDS_ARE: Readonly<Record<string, string>> = { [wordsRecorded.name]: 'words' };
export const PAPERS_ARE: Readonly<Record<string, string>> = { [documentAdded.name]: 'document' };
