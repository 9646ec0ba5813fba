import { dynamoDueIndex, dynamoOutbox } from '../../../functions/adapters/dynamodb/announcements.ts';
import { dynamoAppointments } from '../../../functions/adapters/dynamodb/appointments.ts';
import { dynamoConsents } from '../../../functions/adapters/dynamodb/consents.ts';
import { dynamoFees } from '../../../functions/adapters/dynamodb/fees.ts';
import { dynamoSchedules } from '../../../functions/adapters/dynamodb/schedules.ts';
import { dynamoTexts } from '../../../functions/adapters/dynamodb/texts.ts';
import { dynamoVendorFacts } from '../../../functions/adapters/dynamodb/vendor-facts.ts';
import { eventBus } from '../../../functions/adapters/eventbridge/bus.ts';
import { readResendEvent } from '../../../functions/adapters/resend/events.ts';
import { readRetellEvent } from '../../../functions/adapters/retell/events.ts';
import { bucketRawBodies } from '../../../functions/adapters/s3/raw-bodies.ts';
import { bucketTranscripts } from '../../../functions/adapters/s3/transcripts.ts';
import { vendorQueue } from '../../../functions/adapters/sqs/vendor-queue.ts';
import { readStripeEvent } from '../../../functions/adapters/stripe/events.ts';
import { stripePayments } from '../../../functions/adapters/stripe/payments.ts';
import { readTelnyxEvent } from '../../../functions/adapters/telnyx/events.ts';
import { telnyxTexts } from '../../../functions/adapters/telnyx/texts.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { leaveQuarantine } from '../../../functions/domain/vendor-event/leave-quarantine.ts';
import { releaseQuarantined } from '../../../functions/domain/vendor-event/release-quarantined.ts';
import { takeEvent } from '../../../functions/domain/vendor-event/take-event.ts';
import { createHandler as releaseDue } from '../../../functions/handlers/schedules/release-due.ts';
import { createHandler as applyVendorEvent } from '../../../functions/handlers/workers/apply-vendor-event.ts';
import { createHandler as chargeBookingFee } from '../../../functions/handlers/workers/charge-booking-fee.ts';
import { createHandler as relayEvents } from '../../../functions/handlers/workers/relay-events.ts';
import { createHandler as sendConfirmation } from '../../../functions/handlers/workers/send-confirmation.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import type { Container } from '../kernel/io.ts';
import { voiceAgent, webhooks } from './deploy-edges.ts';
import { emailSender } from './deploy-emails.ts';
import { environmentApi } from './deploy-environment.ts';
import { onboardingWorker } from './deploy-onboarding.ts';
import { operatorApi } from './deploy-operators.ts';
import { partnerApi, webhookDeliverer } from './deploy-partners.ts';
import { ownerApi, peopleApi } from './deploy-people.ts';
import type { FunctionSpec } from './functions.ts';
import { limitsOver } from './limits-over.ts';
import { NAMES, type Parts, type Patience, secretsOf } from './parts.ts';

const SECOND = 1000;
const ids = derivedIds(hashing);

export type FunctionName =
  | 'api/people'
  | 'api/owner'
  | 'api/operator'
  | 'api/environment'
  | 'api/partner'
  | 'voice/agent'
  | 'webhooks/retell'
  | 'webhooks/telnyx'
  | 'webhooks/stripe'
  | 'webhooks/resend'
  | 'workers/apply-vendor-event'
  | 'workers/charge-booking-fee'
  | 'workers/send-email'
  | 'workers/send-confirmation'
  | 'workers/continue-onboarding'
  | 'workers/deliver-partner-webhook'
  | 'workers/relay-events'
  | 'schedules/release-due';

/**
 * What is deployed and not played here, and why no promise of the simulator's depends on it. What moves money or keeps
 * something has tests of its own that kill it at every point; the live channel may lose.
 */
export const NOT_PLAYED: Readonly<Record<string, string>> = {
  'realtime/connections': 'Nobody looks at a dashboard here.',
  'workers/push-changes': 'It tells open pages what to ask for again, and may lose it.',
  'workers/give-fee-back': 'Nobody contests a fee here.',
  'workers/copy-recording': 'Calls are not recorded here, as with an account at Retell that stores nothing.',
};

type Handler = ReturnType<FunctionSpec['create']>;

/**
 * Every function as its file below functions/handlers puts it together, over parts of the simulation: the handlers, the
 * operations and the adapters are the real ones. A part that a handler's file gains has to be handed in here too.
 */
export const deployment = (
  partsOf: (container: Container, patience: Patience) => Parts,
): Readonly<Record<FunctionName, FunctionSpec>> => {
  const spec = (
    name: FunctionName,
    timeoutMs: number,
    create: (parts: Parts) => unknown,
    patience: Patience = 'worker',
  ): FunctionSpec => ({
    name,
    timeoutMs,
    create: (container) => create(partsOf(container, patience)) as Handler,
  });

  return {
    'api/people': spec('api/people', 15 * SECOND, peopleApi, 'screen'),
    'api/owner': spec('api/owner', 15 * SECOND, ownerApi, 'screen'),
    'api/operator': spec('api/operator', 15 * SECOND, operatorApi, 'screen'),
    'api/environment': spec('api/environment', 15 * SECOND, environmentApi, 'screen'),
    'api/partner': spec('api/partner', 25 * SECOND, partnerApi, 'screen'),
    'voice/agent': spec('voice/agent', 10 * SECOND, voiceAgent, 'voice'),
    'webhooks/retell': spec('webhooks/retell', 10 * SECOND, webhooks.retell),
    'webhooks/telnyx': spec('webhooks/telnyx', 10 * SECOND, webhooks.telnyx),
    'webhooks/stripe': spec('webhooks/stripe', 10 * SECOND, webhooks.stripe),
    'webhooks/resend': spec('webhooks/resend', 10 * SECOND, webhooks.resend),
    'workers/apply-vendor-event': spec('workers/apply-vendor-event', 30 * SECOND, (parts) => {
      const { table, clock, waiting, s3, sqs } = parts;
      const means = { ids, by: hashing, clock, waiting };
      const rows = dynamoVendorFacts(table, means);
      const { quarantine } = rows;
      const bodies = bucketRawBodies(NAMES.bucket, hashing, s3);
      const transcripts = bucketTranscripts(NAMES.bucket, hashing, s3);
      const messages = vendorQueue(NAMES, hashing, sqs, s3);
      const release = releaseQuarantined({ quarantine, messages });
      return applyVendorEvent({
        bodies,
        quarantine,
        leave: leaveQuarantine({ quarantine, bodies }),
        read: {
          retell: readRetellEvent(hashing),
          telnyx: readTelnyxEvent(hashing),
          stripe: readStripeEvent,
          resend: readResendEvent,
        },
        take: takeEvent({ ...means, ...rows, bodies, transcripts, release }),
      });
    }),
    'workers/charge-booking-fee': spec('workers/charge-booking-fee', 45 * SECOND, (parts) => {
      const { table, clock, waiting, fetch } = parts;
      return chargeBookingFee({
        fees: dynamoFees(table, ids, waiting),
        appointments: dynamoAppointments(table, ids, waiting),
        businesses: dynamoSchedules(table, clock),
        payments: stripePayments(
          { apiUrl: 'https://stripe.sim', secrets: secretsOf(parts), fetch },
          async () => 'price_booking_fee',
        ),
        ids,
        clock,
      });
    }),
    'workers/send-email': spec('workers/send-email', 30 * SECOND, emailSender),
    'workers/send-confirmation': spec('workers/send-confirmation', 30 * SECOND, (parts) => {
      const { table, clock, waiting, fetch } = parts;
      return sendConfirmation({
        appointments: dynamoAppointments(table, ids, waiting),
        businesses: dynamoSchedules(table, clock),
        texts: dynamoTexts(table, ids, hashing, waiting),
        consents: dynamoConsents(table, ids, waiting),
        sender: telnyxTexts({ apiUrl: 'https://telnyx.sim/v2', secrets: secretsOf(parts), fetch }),
        limits: limitsOver(() => table, 1),
        ids,
        clock,
      });
    }),
    'workers/continue-onboarding': spec('workers/continue-onboarding', 120 * SECOND, onboardingWorker),
    'workers/deliver-partner-webhook': spec('workers/deliver-partner-webhook', 30 * SECOND, webhookDeliverer),
    'workers/relay-events': spec('workers/relay-events', 30 * SECOND, ({ table, events }) =>
      relayEvents({ bus: eventBus('bus', events), outbox: dynamoOutbox(table) }),
    ),
    'schedules/release-due': spec('schedules/release-due', 50 * SECOND, ({ table, events, clock }) =>
      releaseDue({
        bus: eventBus('bus', events),
        outbox: dynamoOutbox(table),
        due: dynamoDueIndex(table),
        clock,
      }),
    ),
  };
};
