import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoLiveConnections } from '../../adapters/dynamodb/live.ts';
import { dynamoPeople } from '../../adapters/dynamodb/people.ts';
import { LIVE_PING, LIVE_PROTOCOL } from '../../contracts/live.ts';
import { answerPing } from '../../domain/live/answer-ping.ts';
import { closeConnection } from '../../domain/live/close-connection.ts';
import { type ConnectionDeps, openConnection } from '../../domain/live/open-connection.ts';
import { admission } from '../../domain/person/admission.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWebSocket } from '../../runtime/web-socket.ts';

export const createHandler = (deps: ConnectionDeps & { readonly clock: Clock }) =>
  createWebSocket({
    protocol: LIVE_PROTOCOL,
    clock: deps.clock,
    connect: openConnection({ ...deps, by: hashing }),
    ping: { said: LIVE_PING, answer: answerPing(deps) },
    disconnect: closeConnection(deps),
  });

const clock = systemClock();
const table = { db: database(waiting, 'screen'), name: requiredEnv('TABLE_NAME') };
const people = dynamoPeople(table, waiting);

export const handler = createHandler({
  connections: dynamoLiveConnections(table, clock, waiting),
  // A new one each time, which has cached nothing: whoever was removed a moment ago does not come back.
  admit: (bearer, business) => admission(people, 'owners', clock)(bearer, business),
  clock,
});
