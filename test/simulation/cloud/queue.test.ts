import { describe, expect, it } from 'vitest';
import { seededChance } from '../kernel/chance.ts';
import { Kernel } from '../kernel/kernel.ts';
import { type QueuedMessage, SimulatedQueue } from './queue.ts';

const START = Date.parse('2026-11-23T15:00:00Z');

const aQueue = (deliver: (messages: readonly QueuedMessage[]) => readonly QueuedMessage[]) => {
  const chance = seededChance(5);
  const kernel = new Kernel({ chance, startMs: START });
  kernel.isCalm = true;
  const received: string[] = [];
  const hold = { until: (_messages: readonly QueuedMessage[]): Promise<void> => Promise.resolve() };
  const queue = new SimulatedQueue({
    kernel,
    chance,
    name: 'work',
    visibilityMs: 180_000,
    maxReceiveCount: 5,
    batchSize: 10,
    maxConcurrency: 2,
    deliver: async (messages) => {
      received.push(...messages.map(({ body }) => body));
      await hold.until(messages);
      return new Set(deliver(messages).map(({ id }) => id));
    },
  });
  const rest = () =>
    kernel.run(
      () => kernel.outstanding === 0,
      () => undefined,
    );
  return { kernel, queue, received, rest, hold };
};

describe('the queue of the simulation', () => {
  it('gives what failed back after its visibility time-out, and to the dead letters after five times', async () => {
    const { kernel, queue, received, rest } = aQueue((messages) =>
      messages.filter(({ body }) => body === 'bad'),
    );
    queue.send('bad');
    queue.send('good');
    await rest();
    expect(received.toSorted()).toEqual(['bad', 'bad', 'bad', 'bad', 'bad', 'good']);
    expect(queue.deadLetters.map(({ body }) => body)).toEqual(['bad']);
    expect(kernel.now - START).toBeGreaterThanOrEqual(5 * 180_000);
    expect(queue.depth).toBe(0);
  });

  it('tries dead letters again when they are redriven', async () => {
    let isMended = false;
    const { queue, received, rest } = aQueue((messages) => (isMended ? [] : messages));
    queue.send('late');
    await rest();
    isMended = true;
    expect(queue.redrive()).toBe(1);
    await rest();
    expect([received.length, queue.deadLetters.length]).toEqual([6, 0]);
  });

  it('loses what lies in it for more than four days, as SQS does', async () => {
    const { kernel, queue, received, rest, hold } = aQueue(() => []);
    // Both workers are busy for five days.
    const isBusy = (bodies: readonly string[]) => bodies.some((body) => body.startsWith('long'));
    hold.until = (messages) =>
      isBusy(messages.map(({ body }) => body)) ? kernel.wait(5 * 86_400_000) : Promise.resolve();
    queue.send('long 1');
    await kernel.run(
      () => received.length === 1,
      () => undefined,
    );
    queue.send('long 2');
    await kernel.run(
      () => received.length === 2,
      () => undefined,
    );
    queue.send('old');
    await rest();
    expect([received, queue.deadLetters.length]).toEqual([['long 1', 'long 2'], 0]);
  });
});
