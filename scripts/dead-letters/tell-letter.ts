import type { Message } from '@aws-sdk/client-sqs';
import { tellEvent } from './tell-event.ts';
import { tellLambdaRecord } from './tell-lambda-record.ts';
import { tellVendorEvent } from './tell-vendor-event.ts';
import { idAt, type Told } from './told.ts';
import { counted, moment } from './wording.ts';

/** A dead letter with what it is. */
export type Letter = {
  readonly message: Message;
  readonly id: string;
  readonly told: Told;
};

const parsed = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

const tell = async (text: string, readBody: (key: string) => Promise<string>): Promise<Told> => {
  const body = parsed(text);
  if (!body) return { what: 'something that is no message of ours', ids: {}, unreadable: 'no JSON object' };
  const record = tellLambdaRecord(body);
  if (record) return record;
  // As functions/runtime/worker.ts finds it: inside EventBridge's envelope, or straight from our edge.
  if (body['detail-type'] !== undefined) return tellEvent(body.detail);
  return 'vendor' in body ? tellVendorEvent(body, readBody) : tellEvent(body);
};

export const tellLetter = async (
  message: Message,
  readBody: (key: string) => Promise<string>,
): Promise<Letter> => ({
  message,
  id: String(message.MessageId),
  told: await tell(message.Body ?? '', readBody),
});

/** Milliseconds since 1970 at which it was first sent. */
export const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp);

/** Its lines, the first with its id; nothing personal. */
export const describedLetter = ({ message, id, told }: Letter): string[] => {
  const ids = Object.entries(told.ids).map(([name, value]) => `${name} ${value}`);
  const received = counted(Number(message.Attributes?.ApproximateReceiveCount), 'time');
  // EventBridge's attribute on what it could not put on the queue.
  const code = idAt(message.MessageAttributes, 'ERROR_CODE', 'StringValue');
  return [
    id,
    `    ${[told.what, ...ids].join(', ')}`,
    `    sent ${moment(sentAt(message))}, received ${received}, ${
      // A message that was given back carries the attribute on, whoever gave it up since.
      code === undefined
        ? 'given up by its function'
        : `given up, at first because it never reached its queue (${code})`
    }`,
    `    ${told.instead ?? (told.unreadable === undefined ? 'its body can be read' : `its body cannot be read: ${told.unreadable}`)}`,
  ];
};
