import type { DocumentKind, Receiver } from '../vocabulary.ts';

/** The fixed words of papers that hold in every country; what is asked, and of whom, stands in the knowledge. */
export type Wording = {
  readonly titles: Readonly<Record<DocumentKind, string>>;
  /** Where the pack of the country has no name for one. */
  readonly receivers: Readonly<Record<Receiver, string>>;
  readonly to: string;
  readonly reference: string;
  readonly ourNumber: string;
  readonly contact: string;
  readonly file: string;
  readonly made: string;
  readonly signed: string;
  readonly draft: string;
  readonly foot: string;
  readonly headings: Readonly<Record<'who' | 'happened' | 'signs' | 'missed' | 'heard' | 'procedure' | 'asked' | 'articles' | 'disclosed' | 'limits' | 'law', string>>;
  readonly sayings: Readonly<Record<'name' | 'birth' | 'age' | 'heard' | 'alone' | 'contacts' | 'missed' | 'status', string>>;
  readonly limits: string;
  readonly fromFile: string;
  readonly entry: string;
  /** Not "valid from": of many laws the first day was not read, and a later one stands there. */
  readonly since: string;
  readonly validTo: string;
  readonly unverified: string;
  readonly articleSays: string;
  /** Said where something is claimed of which no provision is known. */
  readonly noLaw: string;
  /** Said where nothing of the country's own law is known. Never is another country's cited in its place. */
  readonly noLawOf: string;
  readonly transferGround: string;
  /** What stands at the head of a paper in a language that nobody read who grew up with it; null where somebody did. */
  readonly translation: readonly [label: string, value: string] | null;
};
