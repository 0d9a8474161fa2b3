/** Something in a file of cases that cannot be taken over: where it stands, and a code. Never what stands there: it may be about a child. */
export type LineProblem = { readonly line: number; readonly column: string | null; readonly code: string };

/** The file cannot be read on from this line. */
export class UnreadableCsv extends Error {
  override readonly name = 'UnreadableCsv';
  readonly line: number;
  readonly code: string;
  constructor(line: number, code: string) {
    super(`line ${line}: ${code}`);
    this.line = line;
    this.code = code;
  }
}
