import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { VendorMessage } from '../../contracts/vendor-messages.ts';
import type { Derivation } from '../../domain/derived-ids.ts';
import type { VendorMessages } from '../../domain/vendor-event/ports.ts';
import type { VendorQueue } from '../../runtime/webhook.ts';

/** Above this the body goes to the bucket and the message carries its key: SQS and Lambda batches stay small. */
const LARGEST_INLINE_BYTES = 200_000;

/** SQS takes no noncharacters; in JSON each may be written as an escape. */
const messageOf = (message: VendorMessage): string =>
  JSON.stringify(message).replace(
    /[\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

const send = async (sqs: SQSClient, queueUrl: string, body: string): Promise<void> =>
  void (await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body })));

/** The queue for messages whose bodies are in the bucket already, as those of all quarantined events are. */
export const storedVendorMessages = (queueUrl: string, sqs = new SQSClient({})): VendorMessages => ({
  put: (message) => send(sqs, queueUrl, messageOf(message)),
});

/** The queue in front of the worker that applies vendor events, with its bucket for large bodies. */
export const vendorQueue = (
  names: { readonly queueUrl: string; readonly bucket: string },
  by: Pick<Derivation, 'digest'>,
  sqs = new SQSClient({}),
  s3 = new S3Client({}),
): VendorQueue => ({
  async put(message: VendorMessage) {
    const body = message.body ?? '';
    let stored = messageOf(message);
    // Measured as it is sent: a body in JSON in JSON may take twice its own length.
    if (Buffer.byteLength(stored) > LARGEST_INLINE_BYTES) {
      const bodyKey = `raw/${message.vendor}/${message.receivedAt.slice(0, 10)}/${by.digest(body)}`;
      await s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: bodyKey, Body: body }));
      stored = messageOf({ ...message, body: undefined, bodyKey });
    }
    await send(sqs, names.queueUrl, stored);
  },
});
