/** What is compared. A country, a language or a nationality is none of it: nobody is found by where he comes from. */
export const FIELDS = ['given', 'family', 'fullName', 'birthDate', 'place', 'street', 'houseNumber', 'postcode', 'region', 'sex', 'phone', 'email', 'document', 'occupation'] as const;
export type Field = (typeof FIELDS)[number];

/** One person as somebody wrote him down; what is not known is left out. */
export type Identity = Readonly<Partial<Record<Field, string>>>;

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
