/**
 * What is made piece by piece, as an answer takes it: nothing is made before somebody reads on, so that a slow reader fills no
 * memory, and whoever goes away ends the making.
 */
export function streamOf(bytes: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await bytes.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
