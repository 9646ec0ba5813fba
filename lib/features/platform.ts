import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { House } from '../constructs/house.ts';
import type { PeoplePool } from '../constructs/people-pool.ts';

/** What features stand on: the house defaults and that which outlives the app stack. */
export type Platform = {
  readonly house: House;
  readonly table: Table;
  readonly bus: EventBus;
  readonly secret: Secret;
  readonly rawBucket: Bucket;
  /** Accounts of owners and their staff, and of those who run the product. */
  readonly owners: PeoplePool;
  readonly operators: PeoplePool;
};
