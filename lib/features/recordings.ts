import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventWorker } from '../constructs/event-worker.ts';
import { recordingPrefix } from '../constructs/raw-bucket.ts';
import { rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** What was recorded is copied to us while the vendor has it, and goes when its time is over. */
export class Recordings extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret, rawBucket } = props.platform;
    new EventWorker(this, 'CopyRecording', {
      house,
      bus,
      events: ['call.recorded'],
      handler: 'workers/copy-recording',
      impact: 'calls cannot be listened to, and are lost once the vendor has them no more',
      // A minute to fetch, a minute to keep, on the disk and not in memory.
      timeout: Duration.seconds(150),
      batchSize: 1,
      maxConcurrency: 5,
      // What is not there yet is asked for again after a quarter of an hour.
      lateAfter: Duration.minutes(20),
    }).function // One row for each: moved by condition.
      .allow(rowsOf(table, ['BIZ#*#CALLS'], 'GetItem', 'PutItem', 'ConditionCheckItem'))
      // Of a business that has left nothing is stored.
      .allow(rowsOf(table, ['BIZ#*#ONBOARDING'], 'ConditionCheckItem'))
      .allow({
        actions: ['s3:PutObject', 's3:DeleteObject'],
        on: `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/${recordingPrefix}*`,
        whyEverything: 'One object for each call, and calls are not known in advance.',
        variables: { RAW_BUCKET: rawBucket.bucketName },
      })
      // Retell's key: it says where a recording is.
      .allow(stageSecret(secret))
      .tell({ RETELL_API_URL: house.stage.retellUrl });
  }
}
