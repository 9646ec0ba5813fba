import * as z from 'zod/mini';
import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoConsents } from '../../adapters/dynamodb/consents.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules.ts';
import { dynamoTallies } from '../../adapters/dynamodb/tallies.ts';
import { dynamoTexts } from '../../adapters/dynamodb/texts.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { telnyxTexts } from '../../adapters/telnyx/texts.ts';
import { AppointmentBooked, AppointmentMoved, TextRequested } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type SendDeps, sendText } from '../../domain/text/send-text.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [AppointmentBooked, AppointmentMoved, TextRequested]);

export const createHandler = (deps: SendDeps) => createWorker({ schema, operate: sendText(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);

export const handler = createHandler({
  appointments: dynamoAppointments(table, ids, waiting),
  businesses: dynamoSchedules(table, clock),
  texts: dynamoTexts(table, ids, hashing, waiting),
  consents: dynamoConsents(table, ids, waiting),
  sender: telnyxTexts({ apiUrl: requiredEnv('TELNYX_API_URL'), secrets }),
  limits: {
    tallies: dynamoTallies(() => table),
    factor: Number(requiredEnv('LIMIT_FACTOR')),
    by: hashing,
  },
  ids,
  clock,
});
