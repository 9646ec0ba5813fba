import { expect, test } from 'vitest';
import { failedIds } from '../../scripts/local/mappings/batch-answer.ts';
import type { InvokeResult } from '../../scripts/local/types.ts';

const answer = (payload: unknown): InvokeResult => ({ ok: true, payload });

test.each([
  ['nothing', answer(null), []],
  ['an empty object', answer({}), []],
  ['an empty list', answer({ batchItemFailures: [] }), []],
  ['a list of null', answer({ batchItemFailures: null }), []],
  ['one id', answer({ batchItemFailures: [{ itemIdentifier: 'b' }] }), ['b']],
  ['an empty id', answer({ batchItemFailures: [{ itemIdentifier: '' }] }), ['a', 'b']],
  ['an unknown id', answer({ batchItemFailures: [{ itemIdentifier: 'x' }] }), ['a', 'b']],
  ['a badly named id', answer({ batchItemFailures: [{ messageId: 'a' }] }), ['a', 'b']],
  ['failures that are no list', answer({ batchItemFailures: 'a' }), ['a', 'b']],
  ['a text', answer('done'), ['a', 'b']],
  [
    'an error',
    { ok: false, errorType: 'Error', errorMessage: '', timedOut: false } as InvokeResult,
    ['a', 'b'],
  ],
])('reads %s as the answer to a batch', (_what, result, failed) => {
  expect([...failedIds(result, ['a', 'b'], true)]).toEqual(failed);
});

test('takes any answer as success where item failures are not reported', () => {
  expect(failedIds(answer({ batchItemFailures: [{ itemIdentifier: 'a' }] }), ['a'], false).size).toBe(0);
});
