import { LANGUAGES, type Language } from './languages.ts';
import type { Messages } from './translate.ts';

/** A text a professional looked at, with the words as they were: when the words change, the review has lapsed. */
export type TextReview = { text: string; byRole: string; on: string };
export type Reviews = Record<Language, Record<string, TextReview>>;

/** `verified` only while the text still reads as it did when it was reviewed. */
export function reviewStateOf(key: string, messages: Messages, reviews: Record<string, TextReview>): 'verified' | 'to-verify' {
  const review = reviews[key];
  return review !== undefined && review.text === messages[key] ? 'verified' : 'to-verify';
}

/** Languages of which every text has been reviewed. */
export function reviewedLanguages(messages: Record<Language, Messages>, reviews: Reviews): ReadonlySet<Language> {
  return new Set(
    LANGUAGES.filter((language) =>
      Object.keys(messages[language]).every(
        (key) => reviewStateOf(key, messages[language], reviews[language]) === 'verified',
      ),
    ),
  );
}
