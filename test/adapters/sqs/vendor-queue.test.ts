import type { S3Client } from '@aws-sdk/client-s3';
import type { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { vendorQueue } from '../../../functions/adapters/sqs/vendor-queue.ts';
import { VendorMessage } from '../../../functions/contracts/vendor-messages.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';

const aMessage = (body: string): VendorMessage => ({
  v: 1,
  vendor: 'telnyx',
  receivedAt: '2026-11-23T15:00:00.000Z',
  body,
});

const put = async (body: string) => {
  const sent: string[] = [];
  let stored = 0;
  const send = async ({ input }: SendMessageCommand) => void sent.push(input.MessageBody ?? '');
  const store = async () => {
    stored += 1;
  };
  await vendorQueue(
    { queueUrl: 'queue', bucket: 'bucket' },
    hashing,
    { send } as unknown as SQSClient,
    { send: store } as unknown as S3Client,
  ).put(aMessage(body));
  return { message: sent[0] ?? '', stored };
};

describe('the queue of vendor events', () => {
  it('is sent only characters that SQS takes, and gives back what came', async () => {
    const body = JSON.stringify({ text: 'STOP \uffff\ufffe 😀\u0007' });

    const { message } = await put(body);

    // https://www.w3.org/TR/REC-xml/#charsets: SQS refuses a message with any other.
    expect(message).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    expect(VendorMessage.parse(JSON.parse(message)).body).toBe(body);
  });

  it('measures a message as it is sent, where every quotation mark takes two bytes', async () => {
    const { message, stored } = await put(JSON.stringify({ text: '"'.repeat(90_000) }));

    expect(Buffer.byteLength(message)).toBeLessThan(1_000);
    expect(stored).toBe(1);
  });
});
