import { translatorFor, type Messages } from '#src/platform/i18n/translate.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { CheckKnowledge } from '../check-knowledge.ts';
import { checkerFor, type Checker, type CheckState } from '../check.ts';
import { CheckPage } from '../pages/check-page.tsx';
import type { CheckView } from '../pages/context.ts';
import { LiveOutcome } from '../pages/topic.tsx';

/**
 * The check in the browser: the same questions, rule and pages as on the server, worked out on the device. Answers stay
 * in this tab; the history holds only a number that leads to them, so that leaving wipes them all.
 */
export type CheckTexts = {
  language: Language;
  base: string;
  country: Country;
  messages: Messages;
  knowledge: CheckKnowledge;
};

type Fields = [string, string][];
/** Pages of this tab by number; the history holds the numbers. Old ones go, their numbers are never given again. */
type Kept = { next: number; pages: Record<number, Fields> };
const KEPT = 'keerpunt.check';
const RESUME = 'keerpunt.resume';
const MOST_KEPT = 60;

function keptPages(): Kept {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? '') as Kept;
    return typeof kept.next === 'number' ? kept : { next: 0, pages: {} };
  } catch {
    return { next: 0, pages: {} };
  }
}

function keepPage(fields: Fields): number {
  const { next, pages } = keptPages();
  const kept = Object.fromEntries(Object.entries({ ...pages, [next]: fields }).slice(-MOST_KEPT));
  sessionStorage.setItem(KEPT, JSON.stringify({ next: next + 1, pages: kept } satisfies Kept));
  return next;
}

function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null): Fields {
  const data = submitter ? new FormData(form, submitter) : new FormData(form);
  return [...data].map(([name, value]) => [name, String(value)]);
}

function start(root: HTMLElement, texts: CheckTexts) {
  const checker: Checker = checkerFor(texts.knowledge, texts.country);
  const t = translatorFor(texts.language, texts.messages);
  const viewOf = (state: CheckState): CheckView => ({
    t,
    language: texts.language,
    base: texts.base,
    state,
    checker,
    now: new Date(),
  });

  // Said only once it is true: until this script is ready, the form goes to the server.
  function revealOnDevice() {
    for (const element of root.querySelectorAll<HTMLElement>('[data-on-device]')) element.hidden = false;
  }

  function show(state: CheckState, moveFocus: boolean) {
    root.innerHTML = String(<CheckPage view={viewOf(state)} />);
    revealOnDevice();
    if (!moveFocus) return;
    scrollTo(0, 0);
    const target = root.querySelector<HTMLElement>('.error-summary') ?? root.querySelector<HTMLElement>('h1');
    target?.focus({ preventScroll: true });
  }

  function showKept(moveFocus: boolean) {
    const at = (history.state as { at?: number } | null)?.at;
    const fields = at === undefined ? undefined : keptPages().pages[at];
    if (fields) show(checker.follow(fields, new Date()), moveFocus);
    else if (at !== undefined || moveFocus) show(checker.begin(new Date()), moveFocus);
  }

  async function copyLines(area: HTMLTextAreaElement) {
    await navigator.clipboard.writeText(area.value);
    const done = root.querySelector<HTMLElement>('[data-copied]');
    if (done) done.hidden = false;
  }

  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-check]')) return;
    event.preventDefault();
    const fields = fieldsOf(form, event.submitter);
    // The page being left keeps its answers too, so that "back" finds them as they were.
    const leaving: Fields = [...fields.filter(([name]) => name !== 'go'), ['go', form.dataset['here'] ?? 'start']];
    history.replaceState({ at: keepPage(leaving) }, '');
    history.pushState({ at: keepPage(fields) }, '', texts.base);
    show(checker.follow(fields, new Date()), true);
  });

  root.addEventListener('change', (event) => {
    const form = (event.target as HTMLElement).closest('form');
    const live = document.getElementById('live');
    if (!form?.matches('[data-live]') || !live) return;
    const state = checker.follow([...fieldsOf(form, null), ['go', 'outcome']], new Date());
    const holder = document.createElement('div');
    holder.innerHTML = String(<LiveOutcome view={viewOf(state)} />);
    live.replaceChildren(...(holder.firstElementChild?.childNodes ?? []));
  });

  root.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    const copy = target.closest<HTMLElement>('[data-copy]');
    if (copy) {
      const area = document.getElementById(copy.dataset['copy'] ?? '') as HTMLTextAreaElement;
      void copyLines(area);
    }
    if (target.closest('[data-print]')) print();
    if (target.closest('[data-wipe]')) {
      event.preventDefault();
      sessionStorage.removeItem(KEPT);
      history.replaceState(null, '', texts.base);
      show(checker.begin(new Date()), true);
    }
  });

  // Who changes the language takes the answers along, within this tab.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) {
    link.addEventListener('click', () => {
      const at = (history.state as { at?: number } | null)?.at;
      if (at !== undefined) sessionStorage.setItem(RESUME, String(at));
    });
  }

  function resumeInThisLanguage() {
    const resume = sessionStorage.getItem(RESUME);
    sessionStorage.removeItem(RESUME);
    if (resume !== null) history.replaceState({ at: Number(resume) }, '');
  }

  window.addEventListener('popstate', () => showKept(true));
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) showKept(true);
  });
  resumeInThisLanguage();
  showKept(false);
  revealOnDevice();
}

function keepForOffline(base: string) {
  // Only the check's own pages: a worker must never stand between a child and the reporting pages.
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js', { scope: base });
}

async function textsFrom(source: string): Promise<CheckTexts | null> {
  try {
    const response = await fetch(source);
    return response.ok ? ((await response.json()) as CheckTexts) : null;
  } catch {
    return null;
  }
}

const root = document.getElementById('check');
const source = root?.dataset['texts'];
// Without its texts the check goes on as plain forms.
const texts = source ? await textsFrom(source) : null;
if (root && texts) {
  start(root, texts);
  root.dataset['ready'] = 'true';
}
const base = document.querySelector<HTMLElement>('[data-offline]')?.dataset['offline'];
if (base) keepForOffline(base);
