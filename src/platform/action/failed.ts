import { DatabaseError } from 'pg';

/** What is wrong, by a code of the database or the name of a kind of error: never its words, they may be about people. */
function codeOf(error: unknown): string {
  if (error instanceof DatabaseError) return [error.code, error.constraint].filter(Boolean).join(' ');
  const { code, name } = error as { code?: unknown; name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string' && /^[A-Za-z0-9_-]{1,40}$/.test(word)) ?? 'unknown';
}

/** Where it went wrong: the lines of the stack without the message above them. */
function framesOf(error: unknown): string {
  const { stack = '' } = error as { stack?: string };
  return stack.split('\n').filter((line) => /^\s+at \S/.test(line) && /:\d+:\d+\)?$/.test(line)).join('\n');
}

/** An action that does what its declaration does not say: a mistake of ours, found before anything is kept. */
export class ActionMisdeclared extends Error {
  /** `problem` holds names from the declaration, and nothing from an input. */
  constructor(problem: string) {
    super(problem);
    this.name = 'ActionMisdeclared';
  }
}

/** An action that went wrong on our side. Nothing of it was kept, and nothing in this error is about people. */
export class ActionFailed extends Error {
  readonly action: string;
  readonly code: string;
  /** Whether the failure stands among the access records. Not when the database was away. */
  readonly isRecorded: boolean;
  constructor(action: string, error: unknown, isRecorded: boolean) {
    const code = codeOf(error);
    super(`${action} failed (${error instanceof ActionMisdeclared ? error.message : code}); nothing of it was kept`);
    this.name = 'ActionFailed';
    this.action = action;
    this.code = code;
    this.isRecorded = isRecorded;
    this.stack = `${this.name}: ${this.message}\n${framesOf(error)}`;
  }
}
