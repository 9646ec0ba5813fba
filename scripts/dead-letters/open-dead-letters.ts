import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { bucketRawBodies } from '../../functions/adapters/s3/raw-bodies.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import type { Place } from './find-place.ts';
import { type DeadLetterQueue, deadLetterQueues } from './queue.ts';

/** The dead letters of one stage, with the credentials of whoever looks. */
export type OpenDeadLetters = {
  readonly place: string;
  readonly queues: readonly DeadLetterQueue[];
  readonly sqs: SQSClient;
  /** A body that was too large for its message. */
  readBody(key: string): Promise<string>;
  close(): void;
};

export const openDeadLetters = ({ name, alarms, bucket, access = {} }: Place): OpenDeadLetters => {
  const sqs = new SQSClient(access);
  const s3 = new S3Client({ ...access, forcePathStyle: access.endpoint !== undefined });
  return {
    place: name,
    queues: deadLetterQueues(alarms),
    sqs,
    readBody: bucketRawBodies(bucket, hashing, s3).read,
    close() {
      for (const client of [sqs, s3]) client.destroy();
    },
  };
};
