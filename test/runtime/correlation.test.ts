import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';

const loaded = async () => ({
  ...(await import('../../functions/runtime/correlation.ts')),
  ...(await import('../../functions/runtime/log.ts')),
  ...(await import('../../functions/runtime/vendor-attempts.ts')),
  ...(await import('../../functions/runtime/worker.ts')),
});

/** A container of its own for each test, that prints; and what it prints, line by line. */
let runtime: Awaited<ReturnType<typeof loaded>>;
let printed: Record<string, unknown>[];
beforeEach(async () => {
  printed = [];
  vi.resetModules();
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
  runtime = await loaded();
  const print = (line: string) => void printed.push(JSON.parse(line) as Record<string, unknown>);
  vi.spyOn(runtime.log as unknown as { console: Console }, 'console', 'get').mockReturnValue({
    ...console,
    info: print,
    warn: print,
    error: print,
  } as Console);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const said = (...names: string[]) =>
  printed.map((line) => Object.fromEntries(names.map((name) => [name, line[name]])));

const work = (operate: (message: { id: string }) => Promise<unknown>, ...messages: object[]) => {
  const schema = z.object({ id: z.string() });
  const Records = messages.map((message, index) => ({
    messageId: `m${index}`,
    attributes: { ApproximateReceiveCount: '2' },
    body: JSON.stringify(message),
  }));
  return runtime.createWorker({
    schema: z.extend(schema, { correlationId: z.optional(z.string()) }),
    operate,
  })({ Records } as unknown as SQSEvent, {} as never);
};

describe('every log line of a message', () => {
  it('names the call that the message belongs to, and nothing of the message before', async () => {
    await work(
      async ({ id }) => {
        if (id === 'a') runtime.trying({ attempt: 3, epoch: 7 });
        runtime.log.info('at work');
      },
      { id: 'a', correlationId: 'call_1' },
      { id: 'b', correlationId: 'call_2' },
      { id: 'c' },
    );

    expect(said('message', 'correlationId', 'attempt', 'epoch')).toEqual([
      { message: 'at work', correlationId: 'call_1', attempt: 3, epoch: 7 },
      { message: 'message.done', correlationId: 'call_1', attempt: 3, epoch: 7 },
      { message: 'at work', correlationId: 'call_2' },
      { message: 'message.done', correlationId: 'call_2' },
      { message: 'at work' },
      { message: 'message.done' },
    ]);
    expect(printed[1]).toMatchObject({ messageId: 'm0', eventId: 'a', delivery: 2 });
  });

  it('names the call of the row that it turns out to be about, and the event that told of it', async () => {
    const failing = async () => {
      runtime.belongsTo({ correlationId: 'call_1' });
      runtime.belongsTo({ correlationId: undefined });
      runtime.belongsTo({ correlationId: 'call_1' });
      throw new Error('broken');
    };

    await work(failing, { id: 'a', correlationId: 'stripe:evt_1' }, { id: 'b', correlationId: 'call_1' });

    expect(said('message', 'correlationId', 'via')).toEqual([
      { message: 'message.failed', correlationId: 'call_1', via: 'stripe:evt_1' },
      { message: 'message.failed', correlationId: 'call_1', via: undefined },
    ]);
  });

  it('names none where the message cannot be read, whatever came before', async () => {
    await work(async () => undefined, { id: 'a', correlationId: 'call_1' }, { unreadable: true });

    expect(printed[1]).toMatchObject({ message: 'message.unreadable', messageId: 'm1' });
    expect(printed[1]).not.toHaveProperty('correlationId');
  });
});

describe('an attempt at a vendor', () => {
  const how = {
    answered: (answer: { id: string }) => ({ outcome: 'accepted' as const, objectId: answer.id }),
    failed: () => ({ outcome: 'unavailable' as const, code: 'ECONNREFUSED' }),
  };

  it('is one line that says how it ended, whichever way', async () => {
    const lost = new Error('5 Elm Street');
    await runtime.attempting('stripe', 'draft', async () => ({ id: 'in_1', customer: 'Dana Reyes' }), how);
    await expect(runtime.attempting('stripe', 'draft', () => Promise.reject(lost), how)).rejects.toBe(lost);

    expect(said('level', 'message', 'vendor', 'operation', 'outcome', 'objectId', 'code')).toEqual([
      {
        level: 'INFO',
        message: 'vendor.attempted',
        vendor: 'stripe',
        operation: 'draft',
        outcome: 'accepted',
        objectId: 'in_1',
      },
      {
        level: 'WARN',
        message: 'vendor.attempted',
        vendor: 'stripe',
        operation: 'draft',
        outcome: 'unavailable',
        code: 'ECONNREFUSED',
      },
    ]);
    expect(printed.map(({ milliseconds }) => typeof milliseconds)).toEqual(['number', 'number']);
    expect(JSON.stringify(printed)).not.toMatch(/Dana|Elm/);
  });
});
