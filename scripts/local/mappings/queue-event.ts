import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const attributeOf = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: base64(BinaryValue) }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
});

/** A received message as Lambda hands it to a function. */
const recordOf = (message: Message, queueArn: string, region: string) => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, attributeOf(value)]),
  ),
  ...(message.MD5OfMessageAttributes !== undefined && {
    md5OfMessageAttributes: message.MD5OfMessageAttributes,
  }),
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

export const queueEvent = (messages: readonly Message[], queueArn: string, region: string) => ({
  Records: messages.map((message) => recordOf(message, queueArn, region)),
});
