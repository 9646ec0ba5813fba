import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Refusal } from '../../functions/domain/errors.ts';
import { createWorker } from '../../functions/runtime/worker.ts';

const schema = z.object({ name: z.string() });

const batch = (...bodies: string[]) =>
  ({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) }) as SQSEvent;
const onBus = (detail: unknown) => JSON.stringify({ 'detail-type': 'x', source: 'cloudgreet', detail });

const aWorker = (behave: (name: string) => void = () => undefined) => {
  const operated: string[] = [];
  const handler = createWorker({
    schema,
    operate: async ({ name }) => {
      behave(name);
      operated.push(name);
    },
  });
  return { operated, run: async (event: SQSEvent) => handler(event, {} as never) };
};

describe('a worker', () => {
  it('reads what the bus wrapped and what came straight from the edge', async () => {
    const { operated, run } = aWorker();

    expect(await run(batch(onBus({ name: 'a' }), JSON.stringify({ name: 'b' })))).toEqual({
      batchItemFailures: [],
    });
    expect(operated).toEqual(['a', 'b']);
  });

  it('returns only the poison and goes on with the rest', async () => {
    const { operated, run } = aWorker((name) => {
      if (name === 'bug') throw new TypeError('a bug');
    });

    const answer = await run(
      batch(
        'not json',
        onBus({ name: 'a' }),
        onBus({ unknown: 1 }),
        'null',
        onBus({ name: 'bug' }),
        onBus({ name: 'b' }),
      ),
    );

    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      'm0',
      'm2',
      'm3',
      'm4',
    ]);
    expect(operated).toEqual(['a', 'b']);
  });

  it('retries a refusal or drops it as the table of refusals says', async () => {
    const { run } = aWorker((name) => {
      throw new Refusal(name === 'declined' ? 'card_declined' : 'business_not_found');
    });

    const answer = await run(batch(onBus({ name: 'declined' }), onBus({ name: 'unknown' })));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });
});
