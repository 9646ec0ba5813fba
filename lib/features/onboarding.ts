import { Duration, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BusinessScope, tagged } from '../constructs/business-scope.ts';
import { EventWorker } from '../constructs/event-worker.ts';
import { exportPrefix, recordingPrefix, transcriptPrefix } from '../constructs/raw-bucket.ts';
import { limitsOf, listedRowsOf, rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/**
 * Brings businesses to their lines and has callers hear what owners change: the only function that buys, makes and
 * registers anything at vendors. To publish an agent again it needs what it needs to publish the first one (ADR 8).
 */
export class Onboarding extends Construct {
  constructor(
    scope: Construct,
    id: string,
    props: { platform: Platform; apiUrl: string; vendorQueue: Queue },
  ) {
    super(scope, id);
    const { house, bus, table, secret, rawBucket } = props.platform;
    const { stage } = house;
    const worker = new EventWorker(this, 'ContinueOnboarding', {
      house,
      bus,
      events: [
        'onboarding.requested',
        'closing.requested',
        'erasure.requested',
        'export.requested',
        'subscription.changed',
        'settings.changed',
        'agent.chosen',
        'provision.told',
        'call.ended',
      ],
      handler: 'workers/continue-onboarding',
      impact:
        'new businesses do not come to their line, callers hear what owners have changed since, and who leaves goes on paying',
      // A step asks vendors eight times at most, eight seconds each; claims are of three minutes.
      timeout: Duration.seconds(120),
      memoryMb: 1024,
      batchSize: 1,
      maxConcurrency: 5,
    }).function
      // How far each has come: read whole, and moved by condition.
      .allow(rowsOf(table, ['BIZ#*#ONBOARDING'], 'GetItem', 'PutItem', 'Query'))
      // The settings that its agent is made of; line, customer and whether carriers take its texts are written there.
      .allow(rowsOf(table, ['BIZ#*#SCHEDULE'], 'GetItem', 'UpdateItem'))
      // Which agent callers hear, each one that they heard, and a publish under way.
      .allow(rowsOf(table, ['BIZ#*#AGENT'], 'GetItem', 'PutItem', 'UpdateItem'))
      // Whether somebody has called.
      .allow(rowsOf(table, ['BIZ#*#CALLS'], 'GetItem'))
      .allow(listedRowsOf(table, ['BIZ#*#CALLS']))
      // Whose everything is that vendors have their own names for, and at which number a call is awaited; nobody's once its
      // business has left.
      .allow(
        rowsOf(
          table,
          ['AGENT#*', 'NUMBER#*', 'NUMBERORDER#*', 'BRAND#*', 'CAMPAIGN#*'],
          'DeleteItem',
          'PutItem',
        ),
      )
      // Whether a number that leads elsewhere is still the business's.
      .allow(rowsOf(table, ['NUMBER#*'], 'GetItem'))
      // Stripe goes on telling of its invoices until the business's data is erased.
      .allow(rowsOf(table, ['STRIPE#*'], 'DeleteItem', 'PutItem'))
      // Who tried the service with what, and that a second trial was ended.
      .allow(rowsOf(table, ['TRIAL#*'], 'PutItem', 'DeleteItem'))
      .allow(rowsOf(table, ['BIZ#*#BILLING'], 'GetItem', 'UpdateItem', 'DeleteItem'))
      .allow(rowsOf(table, ['BIZ#*#AUDIT'], 'PutItem'))
      // Texts that waited for the carriers are asked for anew.
      .allow(rowsOf(table, ['BIZ#*#APPOINTMENTS'], 'PutItem', 'Query'))
      // How many codes and PINs a phone was sent today.
      .allow(rowsOf(table, ['ASKER#*'], 'UpdateItem'))
      .tell(limitsOf(house))
      // What vendors have told of it before it was known goes on its way.
      .allow(rowsOf(table, ['QUARANTINE'], 'Query'))
      .allow({
        actions: ['sqs:SendMessage'],
        on: props.vendorQueue.queueArn,
        variables: { VENDOR_QUEUE_URL: props.vendorQueue.queueUrl },
      })
      // The vendors' keys, and what the platform has there.
      .allow(stageSecret(secret))
      .tell({
        STRIPE_API_URL: stage.stripeUrl,
        // The SDK would print notices into the logs of test mode.
        STRIPE_SUPPRESS_NOTICES: 'true',
        TELNYX_API_URL: stage.telnyxUrl,
        RETELL_API_URL: stage.retellUrl,
        RAW_BUCKET: rawBucket.bucketName,
        // Where vendors reach us: it stands in what is made there.
        OUR_URL: props.apiUrl,
      });
    const own = (...rows: string[]) => rows.map((row) => `BIZ#${tagged('business')}#${row}`);
    const bucketArn = Stack.of(rawBucket).exportValue(rawBucket.bucketArn);
    const prefixes = [transcriptPrefix, exportPrefix, recordingPrefix].map(
      (prefix) => `${prefix}${tagged('business')}/`,
    );
    // Whatever is deleted is deleted by credentials of the one business that has left.
    new BusinessScope(this, 'Scope', {
      assumedBy: worker,
      tags: { business: 'biz_' },
      permissions: [
        rowsOf(
          table,
          own(
            ...['SCHEDULE', 'APPOINTMENTS', 'CALLS', 'CUSTOMERS', 'TEXTS', 'BILLING', 'ONBOARDING', 'AGENT'],
            ...['NUMBERS', 'REQUESTS', 'LIMITS', 'CONTESTS'],
          ),
          'DeleteItem',
          'Query',
        ),
        // An archive has these too, and they are not erased.
        rowsOf(table, own('CONSENT', 'AUDIT', 'TEAM'), 'Query'),
        // What is held is not erased, but for who called and what was said.
        rowsOf(table, own('CALLS'), 'GetItem', 'UpdateItem'),
        // Money is accounted for a while longer, and goes by itself then.
        rowsOf(table, own('APPOINTMENTS', 'BILLING', 'CONTESTS'), 'UpdateItem'),
        // The certificate says when it was gone.
        rowsOf(table, own('ONBOARDING'), 'GetItem', 'PutItem'),
        {
          actions: ['s3:ListBucket'],
          on: bucketArn,
          conditions: { StringLike: { 's3:prefix': prefixes } },
        },
        {
          actions: ['s3:GetObject'],
          on: `${bucketArn}/${transcriptPrefix}${tagged('business')}/*`,
          whyEverything: 'An archive has the words of every call.',
        },
        {
          actions: ['s3:PutObject'],
          on: `${bucketArn}/${exportPrefix}${tagged('business')}/*`,
          whyEverything: 'One object for each archive that owners ask for.',
        },
        ...prefixes.map((prefix) => ({
          actions: ['s3:DeleteObject'] as const,
          on: `${bucketArn}/${prefix}*`,
          whyEverything:
            'Transcripts have keys made of what they hold; the path before it is the business of the session.',
        })),
      ],
    });
  }
}
