import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventWorker } from '../constructs/event-worker.ts';
import { rowsOf } from './grants.ts';
import type { Platform } from './platform.ts';

/** What partners' programs are told of their businesses. */
export class PartnerWebhooks extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table } = props.platform;
    new EventWorker(this, 'DeliverPartnerWebhook', {
      house,
      bus,
      events: ['onboarding.advanced', 'delivery.requested'],
      handler: 'workers/deliver-partner-webhook',
      impact: "partners' programs do not hear how their businesses are coming on",
      // A look-up and an answer take ten seconds together at most.
      timeout: Duration.seconds(30),
      batchSize: 1,
      // One whose server hangs takes ten seconds each time: the others find room beside it.
      maxConcurrency: 10,
    }).function // Endpoints and how they fare; deliveries, which are claimed before they are sent.
      .allow(rowsOf(table, ['PARTNER#*#WEBHOOKS'], 'GetItem', 'PutItem', 'Query', 'UpdateItem'))
      // Whose a business is, and whether its partner is suspended.
      .allow(rowsOf(table, ['PARTNERS', 'PARTNER#*#BUSINESSES'], 'GetItem'));
  }
}
