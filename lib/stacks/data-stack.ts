import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { ORIGIN_SECRET_FIELD } from '../../functions/contracts/origin-secret.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { House } from '../constructs/house.ts';
import { PeoplePool } from '../constructs/people-pool.ts';
import { RawBucket } from '../constructs/raw-bucket.ts';
import { ServiceTable } from '../constructs/service-table.ts';
import type { Platform } from '../features/platform.ts';

/** What must survive the app stack. */
export class DataStack extends Stack {
  readonly platform: Platform;

  constructor(scope: Construct, id: string, props: StackProps & { readonly house: House }) {
    super(scope, id, props);
    const { house } = props;
    const { table } = new ServiceTable(this, 'Rows', {
      house,
      impact: 'callers wait, or are told to try again, while they book',
    });
    const bus = new EventBus(this, 'Bus');
    const { bucket: rawBucket } = new RawBucket(this, 'Raw', { house });
    // Made with one field that nobody knows; an operator adds the vendors' keys (contracts/secrets.ts has the shape). How it
    // is made must never be changed: CloudFormation would make all of it anew and the vendors' keys would be gone.
    const secret = new Secret(this, 'Secret', {
      description: `Vendor keys of CloudGreet ${house.stage.name}`,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: ORIGIN_SECRET_FIELD,
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: house.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'These keys are made by the vendors: an operator rotates them there, with two live versions of each in the value.',
    );
    const owners = new PeoplePool(this, 'Owners', { house, totp: 'optional', sessionDays: 30 });
    const operators = new PeoplePool(this, 'Operators', { house, totp: 'required', sessionDays: 1 });
    this.platform = { house, table, bus, secret, rawBucket, owners, operators };

    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'BusName', { value: bus.eventBusName });
    new CfnOutput(this, 'SecretArn', { value: secret.secretArn });
    new CfnOutput(this, 'RawBucketName', { value: rawBucket.bucketName });
    new CfnOutput(this, 'OperatorsPoolId', { value: operators.pool.userPoolId });
  }
}
