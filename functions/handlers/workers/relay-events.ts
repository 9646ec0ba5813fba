import { dynamoOutbox } from '../../adapters/dynamodb/announcements.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { announcementIn } from '../../adapters/dynamodb/stream-announcements.ts';
import { eventBus } from '../../adapters/eventbridge/bus.ts';
import type { Bus, Outbox } from '../../domain/announcement/ports.ts';
import { relayEvents } from '../../domain/announcement/relay-events.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { createStreamWorker } from '../../runtime/stream.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = (deps: { readonly bus: Bus; readonly outbox: Outbox }) =>
  createStreamWorker({ read: announcementIn, operate: relayEvents(deps) });

export const handler = createHandler({
  bus: eventBus(requiredEnv('BUS_NAME')),
  outbox: dynamoOutbox({ db: database(waiting), name: requiredEnv('TABLE_NAME') }),
});
