import * as z from 'zod/mini';
import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoFees } from '../../adapters/dynamodb/fees.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules.ts';
import { bookingFeePrice, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { stripePayments } from '../../adapters/stripe/payments.ts';
import { AppointmentBooked, FeeOwed } from '../../contracts/events.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { type ChargeDeps, chargeBookingFee } from '../../domain/fee/charge-booking-fee.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

const schema = z.discriminatedUnion('name', [AppointmentBooked, FeeOwed]);

export const createHandler = (deps: ChargeDeps) => createWorker({ schema, operate: chargeBookingFee(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };
const stripe = {
  apiUrl: requiredEnv('STRIPE_API_URL'),
  secrets: stageSecret(requiredEnv('SECRET_ID'), clock),
};

export const handler = createHandler({
  fees: dynamoFees(table, ids, waiting),
  appointments: dynamoAppointments(table, ids, waiting),
  businesses: dynamoSchedules(table, clock),
  payments: stripePayments(stripe, bookingFeePrice(stripe.secrets)),
  ids,
  clock,
});
