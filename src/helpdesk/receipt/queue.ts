/** Too many at once; what was asked was not begun. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** Does so many at a time, lets so many wait, and turns the others away: whoever guesses cannot take the machine down. */
export function queueFor(atOnce: number, waiting: number): Queue {
  let running = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new QueueFull();
      // Whoever is let in takes over the place of the one who left, so that nobody can come between.
      await new Promise<void>((next) => line.push(next));
    } else running++;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else running--;
    }
  };
}
