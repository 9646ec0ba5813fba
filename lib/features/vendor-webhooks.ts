import { Duration, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { QueueWorker } from '../constructs/queue-worker.ts';
import { quarantinePrefix, rawPrefix, transcriptPrefix, unknownPrefix } from '../constructs/raw-bucket.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

type Webhook = { handler: string; paths: readonly `/${string}`[]; impact: string; whyOpen: string };

const webhooks: Record<string, Webhook> = {
  Retell: {
    handler: 'webhooks/retell',
    paths: ['/webhooks/retell'],
    impact: 'finished calls do not appear and what callers asked for is not followed up',
    whyOpen: 'Retell signs every delivery; the handler checks x-retell-signature over the raw bytes.',
  },
  Telnyx: {
    handler: 'webhooks/telnyx',
    paths: [
      '/webhooks/telnyx/messaging',
      '/webhooks/telnyx/voice',
      '/webhooks/telnyx/orders',
      '/webhooks/telnyx/10dlc',
    ],
    impact: 'a customer who texts STOP is not heard and deliveries are not recorded',
    whyOpen: 'Telnyx signs every delivery with Ed25519; the handler checks it over the raw bytes.',
  },
  Stripe: {
    handler: 'webhooks/stripe',
    paths: ['/webhooks/stripe'],
    impact: 'paid and refused booking fees are not recorded',
    whyOpen: 'Stripe signs every delivery; the handler checks stripe-signature over the raw bytes.',
  },
  Resend: {
    handler: 'webhooks/resend',
    paths: ['/webhooks/resend'],
    impact: 'owners whose e-mail bounces are not noticed',
    whyOpen: 'Resend signs every delivery (Svix); the handler checks it over the raw bytes.',
  },
};

/** Verify, put on the queue, answer 200; a worker does the rest, once. */
export class VendorWebhooks extends Construct {
  /** Where a quarantined event is put to be applied after all. */
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: { platform: Platform; api: ServiceApi }) {
    super(scope, id);
    const { house, table, secret, rawBucket } = props.platform;
    const objects = `${Stack.of(rawBucket).exportValue(rawBucket.bucketArn)}/`;
    const apply = new QueueWorker(this, 'ApplyVendorEvent', {
      house,
      handler: 'workers/apply-vendor-event',
      impact: 'what vendors tell us (calls ended, texts delivered, fees paid, STOP) has no effect',
      timeout: Duration.seconds(30),
      batchSize: 10,
      maxConcurrency: 10,
    });
    this.queue = apply.queue;
    apply.function
      // The inbox row and the effect in one transaction; a quarantined event only where it was not applied meanwhile.
      .allow(tableRows(table, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'))
      // What awaited an invoice or a payment is put on the queue again when that becomes known.
      .allow(tableRows(table, 'Query'))
      .allow({
        actions: ['sqs:SendMessage'],
        on: apply.queue.queueArn,
        variables: { VENDOR_QUEUE_URL: apply.queue.queueUrl },
      })
      // Bodies too large for a message wait there.
      .allow({
        actions: ['s3:GetObject'],
        on: `${objects}${rawPrefix}*`,
        whyEverything: 'Any body a webhook set aside has to be read back.',
        variables: { RAW_BUCKET: rawBucket.bucketName },
      })
      // The body of what finds no business waits there, and goes when the event could be applied.
      .allow({
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        on: `${objects}${quarantinePrefix}*`,
        whyEverything: 'One object for each event, and events are not known in advance.',
      })
      // The body of an event of an unknown kind: to be read by a person.
      .allow({
        actions: ['s3:PutObject'],
        on: `${objects}${unknownPrefix}*`,
        whyEverything: 'One object for each event, and events are not known in advance.',
      })
      // A transcript can outgrow a row of the table.
      .allow({
        actions: ['s3:PutObject'],
        on: `${objects}${transcriptPrefix}*`,
        whyEverything: 'One object for each call, and calls are not known in advance.',
      });

    new Alarm(this, 'EventQuarantined', {
      house,
      impact: 'a call, text or payment that a vendor told us of is in no business of ours',
      runbook: 'workers-apply-vendor-event#quarantined',
      metric: counted(house, 'EventQuarantined'),
      threshold: 1,
    });

    for (const [name, webhook] of Object.entries(webhooks)) {
      const receive = new ServiceFunction(this, name, {
        house,
        handler: webhook.handler,
        // Telnyx waits two seconds, cold start included.
        memoryMb: 1024,
      })
        .allow({
          actions: ['sqs:SendMessage'],
          on: apply.queue.queueArn,
          variables: { VENDOR_QUEUE_URL: apply.queue.queueUrl },
        })
        // Bodies over 200 KB go there and the message carries the key.
        .allow({
          actions: ['s3:PutObject'],
          on: `${objects}${rawPrefix}*`,
          whyEverything: 'One object for each delivery, and deliveries are not known in advance.',
          variables: { RAW_BUCKET: rawBucket.bucketName },
        })
        // The keys of the vendor's signature.
        .allow(stageSecret(secret));
      for (const path of webhook.paths) props.api.open(HttpMethod.POST, path, receive, webhook.whyOpen);
    }
    new Alarm(this, 'SignatureInvalid', {
      house,
      impact: `what a vendor tells us is refused (${Object.values(webhooks)
        .map(({ impact }) => impact)
        .join('; ')}), because it and we may not share a key`,
      runbook: 'vendor-api#signature-invalid',
      metric: counted(house, 'WebhookRefused_signature_invalid'),
      // A scanner's few knocks are no news; a vendor's every delivery is.
      threshold: 20,
    });
  }
}
