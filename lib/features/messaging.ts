import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { EventWorker } from '../constructs/event-worker.ts';
import { limitsOf, stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** What customers get by text. */
export class Messaging extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    const confirm = new EventWorker(this, 'SendConfirmation', {
      house,
      bus,
      events: ['appointment.booked', 'appointment.moved', 'text.requested'],
      handler: 'workers/send-confirmation',
      impact: 'customers do not get the text that confirms their appointment',
      timeout: Duration.seconds(30),
      batchSize: 1,
      maxConcurrency: 5,
    });
    confirm.function
      // Opt-out is checked in the transaction that claims the send, and noted where only Telnyx knew of it.
      .allow(tableRows(table, 'GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'))
      // Telnyx's key.
      .allow(stageSecret(secret))
      .tell({ TELNYX_API_URL: house.stage.telnyxUrl })
      // Counts the day's texts before it sends one.
      .tell(limitsOf(house));
    const unsent = { TextFailed: 'failed', TextUncertain: 'uncertain' } as const;
    for (const [metric, heading] of Object.entries(unsent)) {
      new Alarm(this, metric, {
        house,
        impact:
          heading === 'failed'
            ? 'some customers cannot be texted and do not know that they are booked'
            : 'nobody can tell whether some customers got the text that confirms their appointment',
        runbook: `${confirm.function.runbookPage}#${heading}`,
        metric: counted(house, metric),
        threshold: 1,
      });
    }
  }
}
