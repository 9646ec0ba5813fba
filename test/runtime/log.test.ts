import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { instrumented } from '../../functions/runtime/handler.ts';
import { log } from '../../functions/runtime/log.ts';
import { createWorker } from '../../functions/runtime/worker.ts';

// The logger of another file's handlers is in an invocation of theirs.
vi.hoisted(() => vi.resetModules());

/** What a worker logs of a message that it could not work on. */
const loggedBy = async (body: string, error: Error): Promise<string> => {
  const written = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
  const worker = createWorker({ schema: z.object({}), operate: () => Promise.reject(error) });
  await worker({ Records: [{ messageId: 'm1', body }] } as SQSEvent, {} as never);
  const lines = JSON.stringify([...written.mock.calls, ...warned.mock.calls]);
  written.mockRestore();
  warned.mockRestore();
  return lines;
};

/** The lines that an invocation writes. */
const linesOf = async (write: () => void): Promise<Record<string, unknown>[]> => {
  const lines: string[] = [];
  const print = vi.spyOn(log as unknown as { console: Console }, 'console', 'get').mockReturnValue({
    ...console,
    info: (line: string) => void lines.push(line),
  } as Console);
  const level = log.getLevelName();
  log.setLogLevel('INFO');
  await instrumented(async () => write())({}, {
    awsRequestId: 'request-1',
    functionName: 'CloudGreet-dev-app-Function',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:CloudGreet-dev-app-Function',
    memoryLimitInMB: '512',
  } as never);
  log.setLogLevel(level);
  print.mockRestore();
  return lines.map((line) => JSON.parse(line));
};

describe('a line of the log', () => {
  it('says what happened, when, in which request of which handler, and nothing that never changes', async () => {
    const [line] = await linesOf(() => log.info('text.sent', { businessId: 'biz_1' }));

    expect(line).toEqual({
      level: 'INFO',
      message: 'text.sent',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      service: 'test',
      function_request_id: 'request-1',
      businessId: 'biz_1',
    });
  });
});

describe('an error in the log', () => {
  it('says what broke and where, and nothing of the row that it was about', async () => {
    const error = Object.assign(new TypeError('broken'), {
      CancellationReasons: [{ Item: { customer: { S: 'Dana Reyes' } } }],
    });

    const lines = await loggedBy('{}', error);

    expect(lines).toContain('TypeError: broken');
    expect(lines).toContain('log.test.ts');
    expect(lines).not.toContain('Dana');
  });

  it('quotes nothing of a message that is no JSON', async () => {
    const lines = await loggedBy('Dana Reyes', new Error('never reached'));

    expect(lines).toContain('malformed_request');
    expect(lines).not.toContain('Dana');
  });
});
