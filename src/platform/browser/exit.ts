/**
 * Leaving fast, with script: the exit link replaces this page in the history and wipes what this tab kept; Escape three
 * times does the same. Without script the exit is a plain link.
 */
const link = document.querySelector<HTMLAnchorElement>('[data-exit]');
/** Unhurried hands count too. */
const WITHIN_MS = 6000;

function leave(to: string) {
  document.documentElement.hidden = true;
  try {
    sessionStorage.clear();
  } catch {
    // A browser that forbids storage has nothing to wipe; leaving must not wait for it.
  }
  location.replace(to);
}

if (link) {
  const to = link.href;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave(to);
  });
  let presses: number[] = [];
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (presses.length >= 3) leave(to);
  });
}

for (const element of document.querySelectorAll<HTMLElement>('[data-with-script]')) element.hidden = false;
