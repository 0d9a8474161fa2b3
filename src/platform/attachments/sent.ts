import { z } from 'zod';

/** Files that came in with a form, by what an action takes them: the form that brought them and their ids; null where none came. */
export const filesSent = z.object({ form: z.string(), ids: z.array(z.string()).min(1) }).nullable().default(null);
