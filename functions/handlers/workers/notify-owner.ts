import * as z from 'zod/mini';
import { dynamoAlerts } from '../../adapters/dynamodb/alerts.ts';
import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoEmailStops } from '../../adapters/dynamodb/email-stops.ts';
import { dynamoFees } from '../../adapters/dynamodb/fees.ts';
import { dynamoSettings } from '../../adapters/dynamodb/settings.ts';
import { resendEmails } from '../../adapters/resend/emails.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { AlertRequested, AppointmentBooked } from '../../contracts/events.ts';
import { type FollowDeps, followBooking } from '../../domain/appointment/follow-booking.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [AppointmentBooked, AlertRequested]);

export const createHandler = (deps: FollowDeps) => createWorker({ schema, operate: followBooking(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };

export const handler = createHandler({
  appointments: dynamoAppointments(table, ids, waiting),
  customers: dynamoCustomers(table),
  settings: dynamoSettings(table, waiting),
  fees: dynamoFees(table, ids, waiting),
  alerts: dynamoAlerts(table, ids, waiting),
  stops: dynamoEmailStops(table, ids),
  emails: resendEmails({
    apiUrl: requiredEnv('RESEND_API_URL'),
    secrets: stageSecret(requiredEnv('SECRET_ID'), clock),
    from: requiredEnv('EMAIL_FROM'),
    replyTo: requiredEnv('EMAIL_REPLY_TO'),
  }),
  ids,
  clock,
});
