/**
 * What is compared. A country, a language or a nationality is none of it: nobody is found by where he comes from. New ones
 * come last: their place stands for them in what is stored.
 */
export const FIELDS = ['given', 'family', 'fullName', 'birthDate', 'place', 'street', 'houseNumber', 'postcode', 'region', 'sex', 'phone', 'email', 'document', 'occupation'] as const;
export type Field = (typeof FIELDS)[number];

export type NameField = 'given' | 'family' | 'fullName';
export type TextField = Exclude<Field, NameField | 'birthDate'>;

/** One person as somebody wrote him down in one line; what is not known is left out. */
export type Identity = Readonly<Partial<Record<Field, string>>>;

/** A name as it was given: in parts, or in one piece. */
export type NameParts = Readonly<Partial<Record<NameField, string>>>;

/** One person as he is known: by several names, with several birth dates. */
export type Profile = {
  readonly names: readonly NameParts[];
  /** YYYY-MM-DD, YYYYMMDD, DD-MM-YYYY, or the year alone. */
  readonly birthDates: readonly string[];
  readonly others?: Readonly<Partial<Record<TextField, readonly string[]>>>;
};

/** How a field is compared: names by sound and spelling, dates by their parts, text and numbers by spelling, codes as the same or not. */
export const KIND: Record<Field, 'name' | 'date' | 'text' | 'number' | 'code'> = {
  given: 'name',
  family: 'name',
  fullName: 'name',
  birthDate: 'date',
  place: 'text',
  street: 'text',
  houseNumber: 'code',
  postcode: 'text',
  region: 'code',
  sex: 'code',
  phone: 'number',
  email: 'text',
  document: 'number',
  occupation: 'text',
};

export const TEXT_FIELDS = FIELDS.filter((field): field is TextField => KIND[field] !== 'name' && KIND[field] !== 'date');

const some = (text: string | undefined): string[] => (text ? [text] : []);

/** One line as a profile. */
export function profileOf({ given, family, fullName, birthDate, ...others }: Identity): Profile {
  const name = { ...(given && { given }), ...(family && { family }), ...(fullName && { fullName }) };
  return {
    names: Object.keys(name).length > 0 ? [name] : [],
    birthDates: some(birthDate),
    others: Object.fromEntries(Object.entries(others).map(([field, text]) => [field, some(text)])),
  };
}
