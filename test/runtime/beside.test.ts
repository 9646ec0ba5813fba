import { expect, it, vi } from 'vitest';
import { beside } from '../../functions/runtime/beside.ts';
import { log } from '../../functions/runtime/log.ts';

it('what goes on beside a request is waited for, and what fails of it refuses nothing', async () => {
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => {});
  const { start, settled } = beside();
  const done: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  start(promise.then(() => done.push('slow')));
  start(Promise.reject(new Error('a full table')));

  const all = settled().then(() => done.push('settled'));
  resolve();
  await all;

  expect(done).toEqual(['slow', 'settled']);
  expect(warned.mock.calls).toMatchObject([['beside.failed', { error: { message: 'a full table' } }]]);
  await settled();
});
