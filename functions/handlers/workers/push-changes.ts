import { livePages } from '../../adapters/api-gateway/live-pages.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoLiveConnections } from '../../adapters/dynamodb/live.ts';
import { liveNewsIn } from '../../adapters/dynamodb/live-news.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { type PushDeps, pushChanges } from '../../domain/live/push-changes.ts';
import { admission } from '../../domain/person/admission.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { createStreamReader } from '../../runtime/stream.ts';
import { waiting } from '../../runtime/waiting.ts';

const clock = systemClock();

export const createHandler = (deps: PushDeps) =>
  createStreamReader({ read: liveNewsIn, operate: pushChanges(deps), clock });

const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const people = dynamoPeople(table, waiting);

export const handler = createHandler({
  connections: dynamoLiveConnections(table, clock, waiting),
  pages: livePages(requiredEnv('LIVE_MANAGEMENT_URL')),
  admit: admission(people, 'owners', clock),
  // A new one each time, which has cached nothing.
  admitNow: (bearer, business) => admission(people, 'owners', clock)(bearer, business),
  membershipsOf: people.memberships,
});
