import type { Role } from '#src/platform/people/rules.ts';

/** A partner without an account has a link; this service does what the link is for, and opens no words. */
export const LINK_POST = 'service:link-post';
export const linkPost: Role = { name: 'link-post', title: 'the service that takes an answer through a one-time link', administers: false, reads: false };
/** Looks each hour whether somebody did not answer, and says so. */
export const FOLLOW_UP_WATCH = 'service:follow-up-watch';
export const followUpWatch: Role = { name: 'follow-up-watch', title: 'the service that reminds of follow-ups and does not let silence pass', administers: false, reads: false };
