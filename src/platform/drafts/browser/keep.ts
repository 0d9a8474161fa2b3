/** Long enough that nobody is interrupted, short enough that little is lost. */
const PAUSE_MS = 2000;
/** However fast somebody types: an office shares one limit of posts. */
const APART_MS = 10_000;

type Said = { text: string };

/** Words only: what a file field holds is not kept. */
function wordsIn(form: HTMLFormElement): URLSearchParams {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') words.append(name, value);
  return words;
}

function keepBySelf(form: HTMLFormElement, button: HTMLButtonElement, status: HTMLElement): void {
  const address = button.dataset['keep'] ?? '';
  let kept = wordsIn(form).toString();
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: AbortController | undefined;
  let isSent = false;

  /** Said only when it changes, so that a screen reader is not interrupted by the same again. */
  function say(text: string): void {
    if (status.textContent !== text) status.textContent = text;
  }
  async function keep(): Promise<void> {
    const words = wordsIn(form).toString();
    if (isSent || words === kept) return;
    last = Date.now();
    sending?.abort();
    sending = new AbortController();
    try {
      const response = await fetch(address, { method: 'POST', body: new URLSearchParams(words), headers: { accept: 'application/json' }, redirect: 'manual', signal: sending.signal });
      const isAnswer = (response.headers.get('content-type') ?? '').includes('json');
      if (isAnswer) say(((await response.json()) as Said).text);
      if (response.ok) kept = words;
      else if (!isAnswer) say(status.dataset['failed'] ?? '');
    } catch (error) {
      if ((error as Error).name !== 'AbortError') say(status.dataset['failed'] ?? '');
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), Math.max(PAUSE_MS, last + APART_MS - Date.now()));
  });
  // What is sent is no draft any more, and nothing that is under way may make it one again.
  form.addEventListener('submit', () => {
    isSent = true;
    clearTimeout(timer);
    sending?.abort();
  });
  addEventListener('pagehide', () => {
    const words = wordsIn(form);
    if (!isSent && words.toString() !== kept) navigator.sendBeacon(address, words);
  });
  // Back from another page, the browser may show this one as it was left.
  addEventListener('pageshow', () => {
    isSent = false;
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
  const [button, status] = [form.querySelector<HTMLButtonElement>('button[data-keep]'), form.querySelector<HTMLElement>('[data-kept]')];
  if (button && status) keepBySelf(form, button, status);
}
