import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { EventWorker } from '../constructs/event-worker.ts';
import { rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** What goes out by e-mail: what owners are told, and codes. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    const send = new EventWorker(this, 'SendEmail', {
      house,
      bus,
      events: ['appointment.booked', 'alert.requested', 'code.requested'],
      handler: 'workers/send-email',
      impact:
        'owners do not hear of new appointments, and who signs up, resets a password or is invited waits for a code',
      timeout: Duration.seconds(30),
      batchSize: 1,
      // Resend answers a handful of requests a second, of all that we send, and refuses the rest.
      maxConcurrency: 2,
    });
    send.function
      // The alert is claimed before it is sent, and noted with its customer whom an appointment is for.
      .allow(rowsOf(table, ['BIZ#*#APPOINTMENTS', 'BIZ#*#CUSTOMERS'], 'GetItem', 'PutItem'))
      // What the owner wants to hear, and whether their address takes e-mail.
      .allow(rowsOf(table, ['BIZ#*#CONSENT', 'BIZ#*#SCHEDULE'], 'GetItem'))
      // The code, and whether the address is somebody's.
      .allow(rowsOf(table, ['ADDRESS#*'], 'GetItem'))
      // Resend's key, and those that codes are made with.
      .allow(stageSecret(secret))
      .tell({
        RESEND_API_URL: house.stage.resendUrl,
        EMAIL_FROM: house.stage.emailFrom,
        EMAIL_REPLY_TO: house.stage.emailReplyTo,
      });
    new Alarm(this, 'AlertUnheard', {
      house,
      impact: 'some owners do not hear of new appointments, or nobody can tell whether they did',
      runbook: `${send.function.runbookPage}#unheard`,
      metric: counted(house, 'AlertUnheard'),
      threshold: 1,
    });
  }
}
