import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { Alarm, perMinute } from './alarm.ts';
import type { House } from './house.ts';

export const dueIndex = 'due';
export const listedIndex = 'listed';

export type ServiceTableProps = { readonly house: House; readonly impact: string };

/**
 * The stage's one table: stream, point-in-time recovery, expiry, the sparse index of what is due, and the one of what people
 * look through by time.
 * `Table`, not `TableV2`, because rule packs do not look at what the latter makes.
 */
export class ServiceTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ServiceTableProps) {
    super(scope, id);
    const { house, impact } = props;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: house.stage.keepsData,
      removalPolicy: house.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: dueIndex,
      partitionKey: { name: 'duePk', type: AttributeType.STRING },
      sortKey: { name: 'dueSk', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: listedIndex,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'listSk', type: AttributeType.STRING },
      // Rows change several times after they are listed, and each change would be a write of the index as well.
      projectionType: ProjectionType.KEYS_ONLY,
    });
    new Alarm(this, 'WriteThrottled', {
      house,
      impact,
      runbook: 'table#throttled',
      metric: this.table.metric('WriteThrottleEvents', { ...perMinute, statistic: 'Sum' }),
      threshold: 1,
      periods: 2,
    });
  }
}
