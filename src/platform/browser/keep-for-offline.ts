/** Has the worker keep the pages below `scope`, and no others: it must never stand between a reader and the rest of the site. */
export function keepForOffline(scope: string): void {
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js', { scope });
}
