import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { streamOf } from './streaming.ts';

function watched(pieces: number): { bytes: AsyncGenerator<Buffer>; made: () => number; isEnded: () => boolean } {
  let [made, isEnded] = [0, false];
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      for (; made < pieces; ) yield Buffer.from(String(made++));
    } finally {
      isEnded = true;
    }
  }
  return { bytes: bytes(), made: () => made, isEnded: () => isEnded };
}

describe('an answer that streams', () => {
  it('holds every piece in its order and then ends', async () => {
    const { bytes, isEnded } = watched(5);
    expect(await new Response(streamOf(bytes)).text()).toBe('01234');
    expect(isEnded()).toBe(true);
  });

  it('makes no more than one piece ahead of whoever reads', async () => {
    const { bytes, made } = watched(100);
    const reader = streamOf(bytes).getReader();
    await reader.read();
    await setImmediate();
    expect(made()).toBe(2);
    await reader.cancel();
  });

  it('ends the making when the reader goes away', async () => {
    const { bytes, made, isEnded } = watched(100);
    const reader = streamOf(bytes).getReader();
    await reader.read();
    await reader.cancel();
    expect([isEnded(), made() < 100]).toEqual([true, true]);
  });

  it('breaks off where the making does', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw new Error('the disk is gone');
    }
    await expect(new Response(streamOf(broken())).text()).rejects.toThrow('the disk is gone');
  });
});
