import { dynamoAppointments } from '../../../functions/adapters/dynamodb/appointments.ts';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import { dynamoSchedules } from '../../../functions/adapters/dynamodb/schedules.ts';
import { dynamoTexts } from '../../../functions/adapters/dynamodb/texts.ts';
import { resendOccasion } from '../../../functions/adapters/resend/occasion.ts';
import { resendSignature } from '../../../functions/adapters/resend/signature.ts';
import { retellOccasion } from '../../../functions/adapters/retell/occasion.ts';
import { ringing } from '../../../functions/adapters/retell/ringing.ts';
import { retellSignature } from '../../../functions/adapters/retell/signature.ts';
import { offerKeys } from '../../../functions/adapters/secrets/stage-secret.ts';
import { vendorQueue } from '../../../functions/adapters/sqs/vendor-queue.ts';
import { stripeOccasion } from '../../../functions/adapters/stripe/occasion.ts';
import { stripeSignature } from '../../../functions/adapters/stripe/signature.ts';
import { telnyxOccasion } from '../../../functions/adapters/telnyx/occasion.ts';
import { telnyxSignature } from '../../../functions/adapters/telnyx/signature.ts';
import {
  BookAppointmentArguments,
  LookupAvailabilityArguments,
  SendBookingSmsArguments,
} from '../../../functions/contracts/tools.ts';
import { answerBooking } from '../../../functions/domain/agent/answer-booking.ts';
import { answerCall } from '../../../functions/domain/agent/answer-call.ts';
import { answerLookup } from '../../../functions/domain/agent/answer-lookup.ts';
import { answerTextRequest } from '../../../functions/domain/agent/answer-text-request.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createHandler as voice } from '../../../functions/handlers/voice/agent.ts';
import { createHandler as resendWebhook } from '../../../functions/handlers/webhooks/resend.ts';
import { createHandler as retellWebhook } from '../../../functions/handlers/webhooks/retell.ts';
import { createHandler as stripeWebhook } from '../../../functions/handlers/webhooks/stripe.ts';
import { createHandler as telnyxWebhook } from '../../../functions/handlers/webhooks/telnyx.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { toolbox } from '../../../functions/runtime/voice.ts';
import { NAMES, type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The voice function over these parts. */
export const voiceAgent = (parts: Parts) => {
  const { table, clock, waiting } = parts;
  const secrets = secretsOf(parts);
  const schedules = dynamoSchedules(table, clock);
  const deps = {
    ids,
    clock,
    schedules,
    businesses: schedules,
    appointments: dynamoAppointments(table, ids, waiting),
    by: hashing,
    offerKeys: offerKeys(secrets),
    texts: dynamoTexts(table, ids, hashing, waiting),
    consents: dynamoConsents(table, ids, waiting),
  };
  return voice({
    clock,
    verify: retellSignature(secrets, clock),
    answerCall: ringing(answerCall(deps)),
    tools: toolbox({
      lookup_availability: { schema: LookupAvailabilityArguments, answer: answerLookup(deps) },
      book_appointment: { schema: BookAppointmentArguments, answer: answerBooking(deps) },
      send_booking_sms: { schema: SendBookingSmsArguments, answer: answerTextRequest(deps) },
    }),
  });
};

/** What all webhook functions have: their queue and their clock. */
const shared = ({ sqs, s3, clock }: Parts) => ({ queue: vendorQueue(NAMES, hashing, sqs, s3), clock });

/** The webhook functions over these parts. */
export const webhooks = {
  retell: (parts: Parts) =>
    retellWebhook({
      vendor: 'retell',
      occasion: retellOccasion,
      verify: retellSignature(secretsOf(parts), parts.clock),
      ...shared(parts),
    }),
  telnyx: (parts: Parts) =>
    telnyxWebhook({
      vendor: 'telnyx',
      occasion: telnyxOccasion,
      verify: telnyxSignature(secretsOf(parts), parts.clock),
      ...shared(parts),
    }),
  stripe: (parts: Parts) =>
    stripeWebhook({
      vendor: 'stripe',
      occasion: stripeOccasion,
      verify: stripeSignature(secretsOf(parts), parts.clock),
      ...shared(parts),
    }),
  resend: (parts: Parts) =>
    resendWebhook({
      vendor: 'resend',
      occasion: resendOccasion,
      verify: resendSignature(secretsOf(parts), parts.clock),
      ...shared(parts),
    }),
} as const;
