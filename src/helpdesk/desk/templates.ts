/** Texts that an answer may begin with; their words stand in `messages/`, in every language. */
export const TEMPLATES = ['received', 'more', 'danger', 'child', 'lawyer'] as const;