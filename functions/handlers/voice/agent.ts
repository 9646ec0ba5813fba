import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules.ts';
import { inboundResponse, incomingCall } from '../../adapters/retell/inbound-response.ts';
import { retellSignature } from '../../adapters/retell/signature.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { BookAppointmentArguments, LookupAvailabilityArguments } from '../../contracts/tools.ts';
import { answerBooking } from '../../domain/agent/answer-booking.ts';
import { answerCall } from '../../domain/agent/answer-call.ts';
import { answerLookup } from '../../domain/agent/answer-lookup.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { createVoice, toolbox } from '../../runtime/voice.ts';
import { waiting } from '../../runtime/waiting.ts';

export const createHandler = createVoice;

const clock = systemClock();
const secrets = stageSecret(requiredEnv('SECRET_ID'), clock);
const table = { db: database('voice'), name: requiredEnv('TABLE_NAME') };
const schedules = dynamoSchedules(table, clock);
const offers = { by: hashing, offerKeys: async () => (await secrets.read()).offers.keys };
const booking = {
  ...offers,
  schedules,
  businesses: schedules,
  appointments: dynamoAppointments(table, derivedIds(hashing), waiting),
};
const answer = answerCall(booking);

export const handler = createHandler({
  clock,
  verify: retellSignature(secrets, clock),
  answerCall: async (businessId, call, nowMs) =>
    inboundResponse(await answer(incomingCall(businessId, call, nowMs)), call),
  tools: toolbox({
    lookup_availability: { schema: LookupAvailabilityArguments, answer: answerLookup(booking) },
    book_appointment: { schema: BookAppointmentArguments, answer: answerBooking(booking) },
  }),
});
