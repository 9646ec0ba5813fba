import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LiveApi } from '../constructs/live-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { StreamReader } from '../constructs/stream-reader.ts';
import { rowsOf } from './grants.ts';
import type { Platform } from './platform.ts';

/** The partitions of a business in which something lies that a page shows; what each row means is said in adapters/dynamodb/live-news.ts. */
const LOOKED_THROUGH = [
  'AGENT',
  'APPOINTMENTS',
  'BILLING',
  'CALLS',
  'CONTESTS',
  'CUSTOMERS',
  'NUMBERS',
  'ONBOARDING',
  'TEAM',
  'TEXTS',
];

const ofPages = ['BIZ#*#LIVE'];
const ofConnections = ['CONNECTION#*'];
const PEOPLE = ['PERSON#*'];

const endsWith = (partition: string) => ({ suffix: `#${partition}` });

/** Open pages hear at once that something has changed, and nothing depends on their hearing it. */
export class Live extends Construct {
  /** As `wss://…`. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: { platform: Platform }) {
    super(scope, id);
    const { house, table } = props.platform;
    const impact = 'an open dashboard shows what is new half a minute late';
    const connections = new ServiceFunction(this, 'Connections', { house, handler: 'realtime/connections' })
      .allow(rowsOf(table, [...ofPages, ...ofConnections], 'DeleteItem', 'GetItem', 'PutItem', 'Query'))
      // Whether who has the ticket may still look.
      .allow(rowsOf(table, PEOPLE, 'GetItem'));
    const api = new LiveApi(this, 'Api', {
      house,
      impact,
      runbook: `${connections.runbookPage}#server-errors`,
      target: connections,
    });
    this.url = api.url;
    const push = new StreamReader(this, 'PushChanges', {
      house,
      handler: 'workers/push-changes',
      impact,
      timeout: Duration.seconds(20),
      table,
      batchSize: 100,
      filters: [
        { pk: LOOKED_THROUGH.map(endsWith) },
        // Settings, and not the days beside them: those change with their appointments.
        { pk: [endsWith('SCHEDULE')], sk: ['0#CFG'] },
        // Who somebody is, their sign-ins and where they are a member; not what they have asked for lately.
        { pk: [{ prefix: 'PERSON#' }], sk: ['0', { prefix: 'SESSION#' }, { prefix: 'MEMBER#' }] },
      ],
    });
    push.function
      .allow(rowsOf(table, ofPages, 'DeleteItem', 'Query', 'UpdateItem'))
      .allow(rowsOf(table, ofConnections, 'DeleteItem'))
      .allow(rowsOf(table, PEOPLE, 'GetItem', 'Query'))
      .allow(api.managing);
  }
}
