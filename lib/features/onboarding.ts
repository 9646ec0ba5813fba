import { Duration, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EventWorker } from '../constructs/event-worker.ts';
import { rawPrefix } from '../constructs/raw-bucket.ts';
import { listedRowsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** Brings businesses to their lines: the only function that buys, makes and registers anything at vendors. */
export class Onboarding extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; apiUrl: string; vendorQueue: Queue },
  ) {
    super(scope, id);
    const { house, bus, table, secret, rawBucket } = props.platform;
    const { stage } = house;
    new EventWorker(this, 'ContinueOnboarding', {
      house,
      bus,
      events: [
        'onboarding.requested',
        'closing.requested',
        'subscription.changed',
        'provision.told',
        'call.ended',
      ],
      handler: 'workers/continue-onboarding',
      impact:
        'new businesses do not come to their line, number or agent, and those that leave go on paying for them',
      // A step asks vendors eight times at most, eight seconds each; claims are of three minutes.
      timeout: Duration.seconds(120),
      memoryMb: 1024,
      batchSize: 1,
      maxConcurrency: 5,
    }).function
      // How far each has come: read whole, and moved by condition.
      .allow(rowsOf(table, ['BIZ#*#ONBOARDING'], 'GetItem', 'PutItem', 'Query'))
      // The settings that its agent is made of; line and customer are written there.
      .allow(rowsOf(table, ['BIZ#*#SCHEDULE'], 'GetItem', 'UpdateItem'))
      // Which agent callers hear.
      .allow(rowsOf(table, ['BIZ#*#AGENT'], 'GetItem', 'PutItem', 'UpdateItem'))
      // Whether somebody has called.
      .allow(rowsOf(table, ['BIZ#*#CALLS'], 'GetItem'))
      .allow(listedRowsOf(table, ['BIZ#*#CALLS']))
      // Whose everything is that vendors have their own names for; nobody's once its business has left.
      .allow(
        rowsOf(
          table,
          ['AGENT#*', 'NUMBER#*', 'NUMBERORDER#*', 'BRAND#*', 'CAMPAIGN#*'],
          'DeleteItem',
          'PutItem',
        ),
      )
      // Stripe goes on telling of its invoices.
      .allow(rowsOf(table, ['STRIPE#*'], 'PutItem'))
      // Who tried the service with what, and that a second trial was ended.
      .allow(rowsOf(table, ['TRIAL#*'], 'PutItem', 'DeleteItem'))
      .allow(rowsOf(table, ['BIZ#*#BILLING'], 'GetItem', 'UpdateItem', 'DeleteItem'))
      .allow(rowsOf(table, ['BIZ#*#AUDIT'], 'PutItem'))
      // What vendors have told of it before it was known goes on its way.
      .allow(rowsOf(table, ['QUARANTINE'], 'Query'))
      .allow({
        actions: ['sqs:SendMessage'],
        on: props.vendorQueue.queueArn,
        variables: { VENDOR_QUEUE_URL: props.vendorQueue.queueUrl },
      })
      .allow({
        actions: ['s3:PutObject'],
        on: `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/${rawPrefix}*`,
        whyEverything: 'One object for each event, and events are not known in advance.',
        variables: { RAW_BUCKET: rawBucket.bucketName },
      })
      // The vendors' keys, and what the platform has there.
      .allow(stageSecret(secret))
      .tell({
        STRIPE_API_URL: stage.stripeUrl,
        // The SDK would print notices into the logs of test mode.
        STRIPE_SUPPRESS_NOTICES: 'true',
        TELNYX_API_URL: stage.telnyxUrl,
        RETELL_API_URL: stage.retellUrl,
        // Where vendors reach us: it stands in what is made there.
        OUR_URL: props.apiUrl,
      });
  }
}
