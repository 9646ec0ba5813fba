import type { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketTranscripts } from '../../../functions/adapters/s3/transcripts.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const business = 'biz_12345678' as BusinessId;
const call = 'call_1' as CallId;

/** Transcripts over a bucket that refuses as often as it is told to. */
const transcriptsOver = (refusals = 0) => {
  const puts: string[] = [];
  let left = refusals;
  const s3 = {
    async send({ input }: PutObjectCommand) {
      left -= 1;
      if (left >= 0) throw new Error('SlowDown');
      puts.push(String(input.Key));
    },
  };
  return { puts, transcripts: bucketTranscripts('raw', hashing, s3 as never) };
};

describe('transcripts in the bucket', () => {
  it('keep the same words of a call once, however many reports bring them', async () => {
    const { puts, transcripts } = transcriptsOver();

    const first = await transcripts.keep(business, call, { text: 'Agent: hello' }, undefined);
    const again = await transcripts.keep(business, call, { text: 'Agent: hello' }, first);
    const longer = await transcripts.keep(business, call, { text: 'Agent: hello\nUser: hi' }, first);

    expect(again).toBe(first);
    expect(puts).toEqual([first, longer]);
  });

  it('try again what the bucket refused', async () => {
    const { puts, transcripts } = transcriptsOver(1);

    await expect(transcripts.keep(business, call, { text: 'Agent: hello' }, undefined)).rejects.toThrow(
      'SlowDown',
    );
    const key = await transcripts.keep(business, call, { text: 'Agent: hello' }, undefined);

    expect(puts).toEqual([key]);
  });
});
