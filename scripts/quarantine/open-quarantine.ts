import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoQuarantine } from '../../functions/adapters/dynamodb/quarantine.ts';
import { bucketRawBodies } from '../../functions/adapters/s3/raw-bodies.ts';
import { vendorQueue } from '../../functions/adapters/sqs/vendor-queue.ts';
import type { KeptBodies, Quarantine, VendorMessages } from '../../functions/domain/vendor-event/ports.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import type { RawBodies } from '../../functions/runtime/vendor-events.ts';
import type { Place } from './find-place.ts';

/** The quarantine of one stage, with the credentials of whoever looks. */
export type OpenQuarantine = {
  readonly quarantine: Quarantine;
  readonly bodies: RawBodies & KeptBodies;
  readonly messages: VendorMessages;
  close(): void;
};

export const openQuarantine = ({ table, bucket, queueUrl, access = {} }: Place): OpenQuarantine => {
  const db = new DynamoDBClient(access);
  const s3 = new S3Client({ ...access, forcePathStyle: access.endpoint !== undefined });
  const sqs = new SQSClient(access);
  return {
    quarantine: dynamoQuarantine({ db: DynamoDBDocumentClient.from(db), name: table }),
    bodies: bucketRawBodies(bucket, hashing, s3),
    messages: vendorQueue({ queueUrl, bucket }, hashing, sqs, s3),
    close() {
      for (const client of [db, s3, sqs]) client.destroy();
    },
  };
};
