import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { EventWorker } from '../constructs/event-worker.ts';
import { stageSecret, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** What owners are told. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    const notify = new EventWorker(this, 'NotifyOwner', {
      house,
      bus,
      events: ['appointment.booked', 'alert.requested'],
      handler: 'workers/notify-owner',
      impact: 'owners do not hear of new appointments',
      timeout: Duration.seconds(30),
      batchSize: 1,
      // Resend answers a handful of requests a second and refuses the rest.
      maxConcurrency: 2,
    });
    notify.function
      // The alert is claimed before it is sent.
      .allow(tableRows(table, 'GetItem', 'PutItem'))
      // Resend's key.
      .allow(stageSecret(secret))
      .tell({
        RESEND_API_URL: house.stage.resendUrl,
        EMAIL_FROM: house.stage.emailFrom,
        EMAIL_REPLY_TO: house.stage.emailReplyTo,
      });
    new Alarm(this, 'AlertFailed', {
      house,
      impact: 'some owners do not hear of new appointments',
      runbook: `${notify.function.runbookPage}#failed`,
      metric: counted(house, 'AlertFailed'),
      threshold: 1,
    });
    new Alarm(this, 'AlertUncertain', {
      house,
      impact: 'nobody can tell whether some owners heard of a new appointment',
      runbook: `${notify.function.runbookPage}#uncertain`,
      metric: counted(house, 'AlertUncertain'),
      threshold: 1,
    });
  }
}
