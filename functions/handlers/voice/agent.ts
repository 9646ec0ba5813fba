import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoConsents } from '../../adapters/dynamodb/consents.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules.ts';
import { dynamoTexts } from '../../adapters/dynamodb/texts.ts';
import { ringing } from '../../adapters/retell/ringing.ts';
import { retellSignature } from '../../adapters/retell/signature.ts';
import { offerKeys, stageSecret } from '../../adapters/secrets/stage-secret.ts';
import {
  BookAppointmentArguments,
  LookupAvailabilityArguments,
  SendBookingSmsArguments,
} from '../../contracts/tools.ts';
import { answerBooking } from '../../domain/agent/answer-booking.ts';
import { answerCall } from '../../domain/agent/answer-call.ts';
import { answerLookup } from '../../domain/agent/answer-lookup.ts';
import { answerTextRequest } from '../../domain/agent/answer-text-request.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { createVoice, toolbox } from '../../runtime/voice.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = createVoice;

const clock = systemClock();
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);
const table = { db: database(waiting, 'voice'), name: requiredEnv('TABLE_NAME') };
const ids = derivedIds(hashing);
const schedules = dynamoSchedules(table, clock);
const offers = { by: hashing, offerKeys: offerKeys(secrets) };
const texting = {
  texts: dynamoTexts(table, ids, hashing, waiting),
  consents: dynamoConsents(table, ids, waiting),
};
const appointments = dynamoAppointments(table, ids, waiting);
const deps = { ids, clock, schedules, businesses: schedules, appointments, ...offers, ...texting };

export const handler = createHandler({
  clock,
  verify: retellSignature(secrets, clock),
  answerCall: ringing(answerCall(deps)),
  tools: toolbox({
    lookup_availability: { schema: LookupAvailabilityArguments, answer: answerLookup(deps) },
    book_appointment: { schema: BookAppointmentArguments, answer: answerBooking(deps) },
    send_booking_sms: { schema: SendBookingSmsArguments, answer: answerTextRequest(deps) },
  }),
});
