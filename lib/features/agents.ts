import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EventWorker } from '../constructs/event-worker.ts';
import type { ServiceApi } from '../constructs/service-api.ts';
import { rowsOf, stageSecret } from './grants.ts';
import type { Platform } from './platform.ts';

/** What callers hear follows what owners set. */
export class Agents extends Construct {
  constructor(scope: Construct, id: string, props: { platform: Platform; api: ServiceApi }) {
    super(scope, id);
    const { house, bus, table, secret } = props.platform;
    new EventWorker(this, 'PublishAgent', {
      house,
      bus,
      events: ['settings.changed', 'agent.chosen'],
      handler: 'workers/publish-agent',
      impact: 'callers hear hours, services and words that the owner has changed',
      // A publish is some fifteen requests, one after the other, and three more for each number that leads elsewhere.
      timeout: Duration.seconds(90),
      batchSize: 1,
      maxConcurrency: 2,
    }).function // Which agent callers hear, each one that they heard, and a publish under way.
      .allow(rowsOf(table, ['BIZ#*#AGENT'], 'GetItem', 'PutItem', 'UpdateItem'))
      // What an agent is made of; one that is made in the place of another is written there as the business's.
      .allow(rowsOf(table, ['BIZ#*#SCHEDULE'], 'GetItem', 'UpdateItem'))
      .allow(rowsOf(table, ['AGENT#*'], 'PutItem'))
      // Whether a number that leads elsewhere is still the business's.
      .allow(rowsOf(table, ['NUMBER#*'], 'GetItem'))
      // What is on record is added to and never taken away.
      .allow(rowsOf(table, ['BIZ#*#AUDIT'], 'PutItem'))
      // Retell's key, and the trunk that calls are put through by.
      .allow(stageSecret(secret))
      // Where the agent finds its tools: our own API.
      .tell({ RETELL_API_URL: house.stage.retellUrl, OUR_URL: props.api.url });
  }
}
