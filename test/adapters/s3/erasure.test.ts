import type { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { bucketErasure } from '../../../functions/adapters/s3/erasure.ts';
import { bucketRecordings } from '../../../functions/adapters/s3/recordings.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';

const mine = 'biz_aaaaaa' as BusinessId;

/** A bucket of names, which lists three at a time. */
const bucketOf = (keys: string[]) => {
  const left = new Set(keys);
  const send = async ({ input }: ListObjectsV2Command | DeleteObjectCommand) => {
    if ('Key' in input) return void left.delete(String(input.Key));
    const { Prefix = '', StartAfter = '' } = input as ListObjectsV2Command['input'];
    const found = [...left].filter((key) => key.startsWith(Prefix) && key > StartAfter).toSorted();
    return { Contents: found.slice(0, 3).map((Key) => ({ Key })), IsTruncated: found.length > 3 };
  };
  return { s3: { send } as never, left: () => [...left].toSorted() };
};

const audio = (call: string, business = mine) => `recordings/${business}/${call}.wav`;

it('takes every object of a business but recordings that are held, and none of another [V3, D13]', async () => {
  const calls = ['call_1', 'call_2', 'call_3', 'call_4', 'call_5', 'call_6', 'call_7'];
  const held = ['call_1', 'call_2', 'call_3', 'call_5'];
  const others = [audio('call_1', 'biz_aaaaaab' as BusinessId), 'transcripts/biz_bbbbbb/1'];
  const { s3, left } = bucketOf([
    ...calls.map((call) => audio(call)),
    `transcripts/${mine}/1`,
    `exports/${mine}/1.zip`,
    ...others,
  ]);
  const erasure = bucketErasure('raw', s3, async ({ callId }) => held.includes(callId));

  expect(await erasure.erase(mine, 1000)).toBe('all');
  expect(await erasure.erase(mine, 1000)).toBe('all');

  expect(left()).toEqual([...others, ...held.map((call) => audio(call))].toSorted());
});

it('comes to an end however many recordings are held [V3]', async () => {
  const held = ['call_1', 'call_2', 'call_3', 'call_4', 'call_5'].map((call) => audio(call));
  const { s3, left } = bucketOf([...held, audio('call_6')]);
  const erasure = bucketErasure('raw', s3, async ({ callId }) => callId !== 'call_6');

  expect(await erasure.erase(mine, 2)).toBe('all');

  expect(left()).toEqual(held);
});

it('knows by its key which call a recording is of, whatever the call is called [V3]', async () => {
  const strange = '../call 1/ä.wav' as CallId;
  const keys: string[] = [];
  const s3 = { send: async ({ input }: DeleteObjectCommand) => void keys.push(String(input.Key)) } as never;
  await bucketRecordings('raw', s3).remove({ businessId: mine, callId: strange });
  const asked: string[] = [];
  const { s3: bucket } = bucketOf(keys);

  await bucketErasure('raw', bucket, async ({ callId }) => {
    asked.push(callId);
    return false;
  }).erase(mine, 10);

  expect(keys[0]?.split('/')).toHaveLength(3);
  expect(asked).toEqual([strange]);
});
