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
    new Alarm(this, 'TextUnheard', {
      house,
      impact:
        'some customers cannot be texted, or nobody can tell whether they got the text that they are booked',
      runbook: `${confirm.function.runbookPage}#unheard`,
      metric: counted(house, 'TextUnheard'),
      threshold: 1,
    });
  }
}
