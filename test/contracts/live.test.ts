import { describe, expect, it } from 'vitest';
import { readLiveMessage } from '../../functions/contracts/live.ts';

const read = (message: unknown) => readLiveMessage(JSON.stringify(message));

describe('what comes over the live channel [C4]', () => {
  it.each([
    { v: 1, seq: 3, topic: 'calls' },
    { v: 1, seq: 0 },
    { v: 1, over: true },
  ])('is read: %j', (message) => {
    expect(read(message)).toEqual(message);
  });

  it('is read without what nobody knows', () => {
    expect(read({ v: 1, seq: 3, topic: 'calls', ids: ['call_1'] })).toEqual({ v: 1, seq: 3, topic: 'calls' });
  });

  it.each([
    { v: 2, seq: 3, topic: 'calls' },
    { v: 1, seq: -1 },
    { v: 1, seq: 1.5, topic: 'calls' },
    { v: 1, seq: '3', topic: 'calls' },
    { v: 1, seq: 3, topic: 'constructor' },
    { v: 1, topic: 'calls' },
    { v: 1, over: 'yes' },
    null,
    [],
    'ping',
  ])('is ignored where it is no message: %j', (message) => {
    expect(read(message)).toBeUndefined();
  });

  it('is ignored where it is no JSON', () => {
    expect(readLiveMessage('{"v":1,')).toBeUndefined();
    expect(readLiveMessage(new ArrayBuffer(2))).toBeUndefined();
  });
});
