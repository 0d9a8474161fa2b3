export type Rows<T> = AsyncIterable<T> | Iterable<T>;

/** Rows that can be looked at before they are taken, so that several tables are read side by side, each once. */
export type Cursor<T> = { peek(): T | undefined; take(): Promise<void> };

export async function cursorOver<T>(rows: Rows<T>): Promise<Cursor<T>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let current = await iterator.next();
  return {
    peek: () => (current.done ? undefined : current.value),
    async take() {
      // Waiting for what is at hand would make rows that come in batches several times slower.
      const next = iterator.next();
      current = next instanceof Promise ? await next : next;
    },
  };
}

/** The rows of one stream, taken from where the cursor stands. */
export async function* ofStream<T extends { stream_id: string }>(cursor: Cursor<T>, streamId: string): AsyncGenerator<T> {
  for (let row = cursor.peek(); row?.stream_id === streamId; row = cursor.peek()) {
    yield row;
    await cursor.take();
  }
}
