import { describe, expect, it } from 'vitest';
import { networkOf } from './limits.ts';

describe('one network', () => {
  it('is one address of the old kind, also when it is written in the new way', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  });
  it('is the first half of a new address, however it is shortened', () => {
    const one = ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:1:2:3:4', '2001:db8:0:0::'].map(networkOf);
    expect(new Set(one).size).toBe(1);
    expect(networkOf('2001:db8:0:1::1')).not.toBe(one[0]);
    expect(networkOf('::1')).toBe('0:0:0:0');
  });
});
