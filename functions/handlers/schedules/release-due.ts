import { dynamoDueIndex, dynamoOutbox } from '../../adapters/dynamodb/announcements.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { eventBus } from '../../adapters/eventbridge/bus.ts';
import type { Bus, DueIndex, Outbox } from '../../domain/announcement/ports.ts';
import { releaseDue } from '../../domain/announcement/release-due.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { createScheduled } from '../../runtime/schedule.ts';
import { waiting } from '../../runtime/waiting.ts';

type Deps = { readonly bus: Bus; readonly outbox: Outbox; readonly due: DueIndex; readonly clock: Clock };

export const createHandler = (deps: Deps) =>
  createScheduled({ name: 'release', clock: deps.clock, operate: releaseDue(deps) });

const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };

export const handler = createHandler({
  bus: eventBus(requiredEnv('BUS_NAME')),
  outbox: dynamoOutbox(table),
  due: dynamoDueIndex(table),
  clock: systemClock(),
});
