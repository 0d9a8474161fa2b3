import type { z } from 'zod';
import type { Action, Answer } from '#src/platform/action/action.ts';
import type { Payload } from '#src/platform/action/wanted.ts';

/** A service of ours: by which name it acts, and which role an agency gave it for that. */
type Service = { readonly name: string; readonly role: string };

/** Work that is done later, declared beside its feature: an action, done by a named service. */
export type Job = {
  /** As the queue is called: `helpdesk.remind`. */
  readonly name: string;
  readonly service: Service;
  readonly payload: z.ZodType<Payload>;
  /** When it runs by itself, as cron has it, in UTC; else only when an action asks for it. */
  readonly every?: string;
  /** Leaves no row once it is done or given up: its moment would say when somebody was here. */
  readonly isForgotten?: true;
  /** Does the action as the service, and what follows from its answer. Thrown failures are tried again; a "no" is not. */
  readonly run: (does: Doing, payload: Payload) => Promise<Answer<unknown>>;
};

/** What a job has at hand. */
export type Doing = {
  readonly perform: <I, V, L>(action: Action<I, V, L>, input: unknown) => Promise<Answer<V>>;
  /** Tells people that something waits: of one agency and these roles, or one person; where it cannot wait, that too. */
  readonly tell: (whom: ({ agency: string; roles: readonly string[] } | { person: string }) & { isUrgent?: boolean }) => Promise<void>;
  readonly agency: string;
  /** The day it is. */
  readonly today: string;
};
