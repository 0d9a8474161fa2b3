import { keepForOffline } from '#src/platform/browser/keep-for-offline.ts';
import { textsFrom } from '#src/platform/browser/texts.ts';
import { translatorFor, type Messages } from '#src/platform/i18n/translate.ts';
import type { Language } from '#src/platform/i18n/languages.ts';
import type { Country } from '#src/knowledge/vocabulary.ts';
import type { CheckKnowledge } from '../check-knowledge.ts';
import { checkerFor, type CheckState } from '../check.ts';
import { CheckPage } from '../pages/check-page.tsx';
import { ContactsPage } from '../pages/contacts-page.tsx';
import type { CheckView } from '../pages/context.ts';
import { NumberNow } from '../pages/number-now.tsx';
import { titleOf } from '../pages/outcome-heading.ts';
import { LiveOutcome } from '../pages/topic.tsx';
import { keptPages, type Fields } from './kept-pages.ts';

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

/** The fields of a form and the button that sent it; older browsers cannot be asked for both at once. */
function fieldsOf(form: HTMLFormElement, submitter: HTMLButtonElement | null): Fields {
  const fields: Fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return submitter ? [...fields, [submitter.name, submitter.value]] : fields;
}

const here = (form: HTMLFormElement): Fields[number] => ['go', form.dataset['here'] ?? 'start'];
const currentNumber = () => (history.state as { at?: number } | null)?.at;

function start(root: HTMLElement, texts: CheckTexts) {
  const checker = checkerFor(texts.knowledge, texts.country);
  const t = translatorFor(texts.language, texts.messages);
  const pages = keptPages(() => sessionStorage);
  const viewOf = (state: CheckState): CheckView => ({
    t,
    language: texts.language,
    base: texts.base,
    state,
    checker,
    now: new Date(),
  });
  const follow = (fields: Fields) => checker.follow(fields, new Date());

  // Said only once it is true: until this script is ready, the form goes to the server.
  function revealOnDevice() {
    for (const element of root.querySelectorAll<HTMLElement>('[data-on-device]')) element.hidden = false;
  }

  function show(state: CheckState, moveFocus: boolean) {
    root.innerHTML = String(<CheckPage view={viewOf(state)} />);
    document.title = `${t(titleOf(state))} · Keerpunt`;
    revealOnDevice();
    if (!moveFocus) return;
    window.scrollTo(0, 0);
    const target = root.querySelector<HTMLElement>('.error-summary') ?? root.querySelector<HTMLElement>('h1');
    target?.focus({ preventScroll: true });
  }

  let onScreen = currentNumber();

  /** Shows the page the history points at; without one, the page on the screen stays what it is, worked out anew. */
  function showCurrent(moveFocus: boolean) {
    const at = currentNumber();
    onScreen = at;
    const fields = at === undefined ? undefined : pages.find(at);
    if (fields) show(follow(fields), moveFocus);
    else if (at !== undefined) show(checker.begin(new Date()), moveFocus);
  }

  /** Writes down what the form on the screen holds, so that a reload or a look elsewhere loses nothing. */
  function keepForm(form: HTMLFormElement) {
    onScreen = pages.keep([...fieldsOf(form, null), here(form)], currentNumber());
    history.replaceState({ at: onScreen }, '');
  }

  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const { submitter } = event;
    if (!form.matches('[data-check]') || !(submitter instanceof HTMLButtonElement)) return;
    // Worked out first: should it fail, the form still goes to the server as if there were no script.
    const fields = fieldsOf(form, submitter);
    const state = follow(fields);
    // An outcome holds several small forms; none of them may write over what another one kept.
    if (form.dataset['here'] !== 'outcome' || currentNumber() === undefined) keepForm(form);
    event.preventDefault();
    onScreen = pages.keep(fields);
    history.pushState({ at: onScreen }, '', texts.base);
    show(state, true);
  });

  function redraw(selector: string, fresh: string) {
    const holder = document.createElement('div');
    holder.innerHTML = fresh;
    const [old, made] = [root.querySelector(selector), holder.firstElementChild];
    if (!old || !made) return;
    // A status keeps its place and changes its content, or it would not be read out.
    if (old.getAttribute('role') === 'status') old.replaceChildren(...made.childNodes);
    else old.replaceWith(made);
  }

  root.addEventListener('change', (event) => {
    const form = (event.target as HTMLElement).closest('form');
    if (!form?.matches('[data-check]')) return;
    keepForm(form);
    const view = viewOf(follow([...fieldsOf(form, null), ['go', 'outcome']]));
    redraw('#live', String(<LiveOutcome view={view} />));
    redraw('[data-number-now]', String(<NumberNow view={view} />));
  });

  async function copyLines(area: HTMLTextAreaElement) {
    await navigator.clipboard.writeText(area.value);
    const done = root.querySelector<HTMLElement>('[data-copied]');
    if (done) done.hidden = false;
  }

  root.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    const copy = target.closest<HTMLElement>('[data-copy]');
    const area = copy && document.getElementById(copy.dataset['copy'] ?? '');
    if (area instanceof HTMLTextAreaElement) void copyLines(area);
    if (target.closest('[data-print]')) print();
    if (target.closest('[data-wipe]')) {
      event.preventDefault();
      pages.wipe();
      onScreen = pages.keep([['go', 'start']]);
      history.replaceState({ at: onScreen }, '', texts.base);
      show(checker.begin(new Date()), true);
    }
  });

  // Who changes the language takes the answers along, within this tab.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) {
    link.addEventListener('click', (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const form = root.querySelector<HTMLFormElement>('form[data-check]');
      if (onScreen === undefined && form) keepForm(form);
      if (onScreen !== undefined) pages.handOver(onScreen);
    });
  }

  window.addEventListener('popstate', () => {
    // A link within the page (skip to content) makes an entry without a number: it is the same page still.
    if (history.state === null && onScreen !== undefined) history.replaceState({ at: onScreen }, '');
    else showCurrent(true);
  });
  // A page brought back whole still shows its answers; after leaving by the exit there are none any more.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) showCurrent(false);
  });
  const takenOver = pages.takeOver();
  if (takenOver !== null && currentNumber() === undefined) history.replaceState({ at: takenOver }, '');
  const form = root.querySelector<HTMLFormElement>('form[data-check]');
  // Drawn again on the device, for the page may have been kept since the numbers were last open.
  if (currentNumber() !== undefined) showCurrent(false);
  else if (form && root.dataset['step'] === 'start') show(follow([...fieldsOf(form, null), ['go', 'start']]), false);
  revealOnDevice();
}

const place = document.querySelector<HTMLElement>('[data-offline]');
if (place) {
  const texts = await textsFrom<CheckTexts>(place.dataset['texts'] ?? '');
  if (texts && place.id === 'check') start(place, texts);
  if (texts && place.id === 'contacts') {
    const t = translatorFor(texts.language, texts.messages);
    place.innerHTML = String(<ContactsPage t={t} packs={texts.knowledge.packs} home={texts.country} now={new Date()} />);
  }
  if (texts) place.dataset['ready'] = 'true';
  keepForOffline(place.dataset['offline'] ?? '');
}
