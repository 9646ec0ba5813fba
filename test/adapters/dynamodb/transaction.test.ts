import { TransactionCanceledException, TransactionInProgressException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../functions/adapters/dynamodb/client.ts';
import { transact } from '../../../functions/adapters/dynamodb/transaction.ts';

const waiting = { pause: async () => undefined, chance: () => 0 };
const inProgress = new TransactionInProgressException({ message: 'in progress', $metadata: {} });
const refused = new TransactionCanceledException({
  message: 'cancelled',
  $metadata: {},
  CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { id: { S: 'apt_1' } } }],
});

/** A table that answers with these failures in turn, and then commits. */
const aTable = (...failures: Error[]) => {
  const send = async () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  return { send } as unknown as Database;
};

describe('a transaction that is still under way when the SDK repeats it', () => {
  it('is asked for again until it is decided', async () => {
    const outcome = await transact(aTable(inProgress, inProgress), [], waiting);

    expect(outcome).toEqual({ kind: 'committed' });
  });

  it('is found in the table when it was our own', async () => {
    const outcome = await transact(aTable(inProgress, refused), [], waiting);

    expect(outcome).toEqual({ kind: 'refused', failed: [{ row: { id: 'apt_1' } }] });
  });

  it('ends as busy, never as a lost slot', async () => {
    const outcome = transact(aTable(...Array<Error>(20).fill(inProgress)), [], waiting);

    await expect(outcome).rejects.toMatchObject({ code: 'busy_try_again' });
  });
});

describe('a transaction whose end nobody knows', () => {
  it.each(['TimeoutError', 'ThrottlingException', 'InternalServerError'])(
    'is to be tried again after a %s, because it may stand',
    async (name) => {
      const failure = Object.assign(new Error('gone'), { name });

      await expect(transact(aTable(failure), [], waiting)).rejects.toMatchObject({
        code: 'busy_try_again',
        facts: { because: name },
      });
    },
  );

  it('breaks on what is a bug', async () => {
    await expect(transact(aTable(new TypeError('a bug')), [], waiting)).rejects.toThrow(TypeError);
  });
});
