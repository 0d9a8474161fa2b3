import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBehindProxy } from '../http/addresses.ts';
import { isFromOurPages } from '../http/origins.ts';
import { passwordObstacles } from './password.ts';
import { signInKey } from './secrets.ts';
import { FRESH_MS, IDLE_MS, isFresh, isOpen, LONGEST_MS } from './times.ts';
import { bucketsOf, failuresNow, LONGEST_WAIT_MS, waitFor } from './tries.ts';
import { deviceLabel, isSafeToType, passkeySite } from './visitor.ts';

const NOW = new Date('2026-11-25T10:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const key = signInKey(Buffer.alloc(32, 1));

describe('a session', () => {
  const session = (seen: number, began: number) => ({ beganAt: ago(began), seenAt: ago(seen), endedAt: null });
  it('ends when it is not used, and after a long shift in any case', () => {
    expect(isOpen(session(IDLE_MS - 1, IDLE_MS), NOW)).toBe(true);
    expect(isOpen(session(IDLE_MS, IDLE_MS), NOW)).toBe(false);
    expect(isOpen(session(0, LONGEST_MS - 1), NOW)).toBe(true);
    expect(isOpen(session(0, LONGEST_MS), NOW)).toBe(false);
    expect(isOpen({ ...session(0, 0), endedAt: NOW }, NOW)).toBe(false);
  });
  it('never comes back: what is over stays over', () => {
    fc.assert(
      fc.property(fc.nat(2 * LONGEST_MS), fc.nat(2 * LONGEST_MS), fc.nat(LONGEST_MS), (seen, began, later) => {
        const times = session(Math.min(seen, began), began);
        if (!isOpen(times, NOW)) expect(isOpen(times, new Date(NOW.getTime() + later))).toBe(false);
      }),
    );
  });
  it('is fresh for ten minutes, or for as long as an action asks', () => {
    expect(isFresh({ confirmedAt: ago(FRESH_MS - 1) }, NOW)).toBe(true);
    expect(isFresh({ confirmedAt: ago(FRESH_MS) }, NOW)).toBe(false);
    expect(isFresh({ confirmedAt: ago(60_000) }, NOW, 60_000)).toBe(false);
  });
});

describe('the wait after failures', () => {
  const patience = { free: 5 };
  it('is none for the first five, then doubles, and is never longer than a quarter of an hour', () => {
    const waits = [0, 4, 5, 6, 7, 14, 15, 100_000].map((failures) => waitFor({ failures, lastAt: NOW }, NOW, patience) / 1000);
    expect(waits).toEqual([0, 0, 1, 2, 4, 512, 900, 900]);
  });
  it('is over in time, whatever was tried', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(2 * LONGEST_WAIT_MS), (failures, passed) => {
        const wait = waitFor({ failures, lastAt: ago(passed) }, NOW, patience);
        expect(wait).toBeLessThanOrEqual(Math.max(0, LONGEST_WAIT_MS - passed));
      }),
    );
  });
  it('forgets one failure in a quarter of an hour', () => {
    expect(failuresNow({ failures: 3, lastAt: ago(2 * LONGEST_WAIT_MS) }, NOW)).toBe(1);
    expect(failuresNow({ failures: 3, lastAt: ago(9 * LONGEST_WAIT_MS) }, NOW)).toBe(0);
  });
  it('of a known device shares nothing with what strangers do, and of strangers nothing between networks', () => {
    const ids = (network: string, knownDevice: string | null) => bucketsOf(key, { signInName: 'ada', network, knownDevice }).map((bucket) => bucket.id.toString('hex'));
    const all = [ids('192.0.2.1', null), ids('192.0.2.2', null), ids('192.0.2.1', 'device-1'), ids('192.0.2.1', 'device-2')].flat();
    expect(new Set(all).size).toBe(all.length);
    expect(ids('192.0.2.1', 'device-1')).toEqual(ids('192.0.2.9', 'device-1'));
  });
});

describe('a post', () => {
  const own = 'https://keerpunt.example';
  it.each([
    ['same-origin', undefined, true],
    ['same-origin', 'null', true],
    ['same-site', own, false],
    ['cross-site', own, false],
    ['none', own, false],
    [undefined, own, true],
    [undefined, 'https://keerpunt.example.evil.example', false],
    [undefined, 'null', false],
    [undefined, undefined, false],
  ])('that says it is %s and from %s: %s', (fetchSite, origin, expected) => expect(isFromOurPages({ fetchSite, origin }, own)).toBe(expected));
});

describe('a password', () => {
  it('is refused when it is short, endless, the own name or one letter', () => {
    expect(passwordObstacles('elf letters', 'ada')).toEqual(['short']);
    expect(passwordObstacles('x1y2z'.repeat(41), 'ada')).toEqual(['long']);
    expect(passwordObstacles('Grace.Hopper is my name', 'grace.hopper@desk.example')).toEqual(['name']);
    expect(passwordObstacles('aaaaaaaaaaaaaaaa', 'ada')).toEqual(['plain']);
    expect(passwordObstacles('a sentence to remember', 'ada')).toEqual([]);
  });
});

describe('a secret', () => {
  it('opens for its owner only, and not after a change', () => {
    const sealed = key.seal(Buffer.from('secret'), 'ada');
    expect(key.open(sealed, 'ada').toString()).toBe('secret');
    expect(() => key.open(sealed, 'bob')).toThrow('authenticate');
    sealed[sealed.length - 1] = (sealed.at(-1) as number) ^ 1;
    expect(() => key.open(sealed, 'ada')).toThrow('authenticate');
    expect(() => signInKey(Buffer.alloc(32, 2)).open(key.seal(Buffer.from('secret'), 'ada'), 'ada')).toThrow('authenticate');
  });
});

describe('a visitor', () => {
  it('has the address of the connection; only a proxy on this machine is believed', () => {
    expect(addressBehindProxy('198.51.100.7', '192.0.2.1')).toBe('198.51.100.7');
    expect(addressBehindProxy('127.0.0.1', '10.0.0.1, 192.0.2.1')).toBe('192.0.2.1');
    expect(addressBehindProxy('::1', undefined)).toBe('::1');
  });
  it('has a browser that its owner recognises and nobody can follow', () => {
    expect(deviceLabel('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux');
    expect(deviceLabel('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36')).toBe('Chrome, Android');
    expect(deviceLabel('<script>')).toBe('?');
  });
  it('types no password over a connection that others can read', () => {
    expect(['https://keerpunt.example', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'].map(isSafeToType)).toEqual([true, true, true, true]);
    expect(['http://keerpunt.example', 'http://192.0.2.1', 'http://127.evil.example', 'http://localhost.evil.example'].map(isSafeToType)).toEqual([false, false, false, false]);
  });
  it('has passkeys where the operator named the address, and at localhost', () => {
    expect(passkeySite('https://keerpunt.example', true)).toEqual({ host: 'keerpunt.example', origin: 'https://keerpunt.example' });
    expect(passkeySite('https://whatever.example', false)).toBeNull();
    expect(passkeySite('http://localhost:3000', false)?.host).toBe('localhost');
  });
});
