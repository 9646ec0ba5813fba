import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Alarm, counted } from '../constructs/alarm.ts';
import { ScheduledFunction } from '../constructs/scheduled-function.ts';
import { dueIndex } from '../constructs/service-table.ts';
import { StreamWorker } from '../constructs/stream-worker.ts';
import { announceOn, tableRows } from './grants.ts';
import type { Platform } from './platform.ts';

/** What the table decided reaches the bus: at once by its stream, and in any case by the clock. */
export class Announcements extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, table, bus } = props.platform;
    const relay = new StreamWorker(this, 'RelayEvents', {
      house,
      handler: 'workers/relay-events',
      impact: 'texts, fees and alerts follow a booking a minute or more later',
      timeout: Duration.seconds(30),
      table,
      batchSize: 100,
      having: 'event',
    });
    relay.function
      .allow(announceOn(bus))
      // Takes the row's due mark off once the bus has the event.
      .allow(tableRows(table, 'UpdateItem'));

    const release = new ScheduledFunction(this, 'ReleaseDue', {
      house,
      handler: 'schedules/release-due',
      impact: 'held texts, reminders and retries are not sent, and a lost announcement is not repeated',
      timeout: Duration.seconds(50),
      every: Duration.minutes(1),
    });
    release.function
      .allow({ actions: ['dynamodb:Query'], on: `${table.tableArn}/index/${dueIndex}` })
      // Its watermark, and the marks of rows it released.
      .allow(tableRows(table, 'GetItem', 'PutItem', 'UpdateItem'))
      .allow(announceOn(bus));
    // Such a row is put off by ten minutes, again and again: without an alarm nobody would ever hear of it.
    new Alarm(this, 'DueRowUnreadable', {
      house,
      impact: 'something a booking should have set off is held back until somebody repairs it',
      runbook: `${release.function.runbookPage}#unreadable`,
      metric: counted(house, 'DueRowUnreadable'),
      threshold: 1,
    });
  }
}
