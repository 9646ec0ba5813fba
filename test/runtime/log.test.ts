import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { log } from '../../functions/runtime/log.ts';
import { createWorker } from '../../functions/runtime/worker.ts';

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
