import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

/** A stream's record as Lambda hands it to a function. */
export type EventRecord = {
  readonly eventID: string | undefined;
  readonly eventName: string | undefined;
  readonly eventVersion: string | undefined;
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
    readonly [field: string]: unknown;
  };
  readonly userIdentity?: { readonly principalId: string; readonly type: string };
};

/** JSON has no bytes: they become base64, at any depth, as in a Lambda event. */
const withoutBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutBytes(inner)]));
};

/** The real shape whatever region and account DynamoDB Local puts in: `arn:aws:dynamodb:<region>:<account>:table/…`. */
export const eventStreamArn = (streamArn: string, region: string, accountId: string): string =>
  `arn:aws:dynamodb:${region}:${accountId}:${streamArn.split(':').slice(5).join(':')}`;

export const eventRecord = (record: StreamRecord, region: string, eventSourceARN: string): EventRecord => {
  const { ApproximateCreationDateTime, SequenceNumber = '', ...rest } = record.dynamodb ?? {};
  const { PrincipalId, Type } = record.userIdentity ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ...(withoutBytes(rest) as Record<string, unknown>),
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1000),
      SequenceNumber,
    },
    ...(PrincipalId !== undefined &&
      Type !== undefined && { userIdentity: { principalId: PrincipalId, type: Type } }),
    eventSourceARN,
  };
};
