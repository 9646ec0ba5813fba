import { dynamoAlerts } from '../../adapters/dynamodb/alerts.ts';
import { dynamoAppointments } from '../../adapters/dynamodb/appointments.ts';
import { dynamoBillingAccounts, dynamoCheckouts } from '../../adapters/dynamodb/billing-accounts.ts';
import { dynamoCallLegs } from '../../adapters/dynamodb/call-legs.ts';
import { dynamoCalls } from '../../adapters/dynamodb/calls.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoConsents } from '../../adapters/dynamodb/consents.ts';
import { dynamoEmailStops } from '../../adapters/dynamodb/email-stops.ts';
import { dynamoFees } from '../../adapters/dynamodb/fees.ts';
import { dynamoInboundTexts } from '../../adapters/dynamodb/inbound-texts.ts';
import { dynamoAccountInvoices, dynamoInvoiceRegistry } from '../../adapters/dynamodb/invoiced.ts';
import { dynamoProvisions } from '../../adapters/dynamodb/provisions.ts';
import { dynamoQuarantine } from '../../adapters/dynamodb/quarantine.ts';
import { dynamoRegistry } from '../../adapters/dynamodb/registry.ts';
import { dynamoReversals } from '../../adapters/dynamodb/reversals.ts';
import { dynamoSchedules } from '../../adapters/dynamodb/schedules.ts';
import { dynamoSettingAside } from '../../adapters/dynamodb/setting-aside.ts';
import { dynamoTexts } from '../../adapters/dynamodb/texts.ts';
import { dynamoVendorEvents } from '../../adapters/dynamodb/vendor-events.ts';
import { readResendEvent } from '../../adapters/resend/events.ts';
import { readRetellEvent } from '../../adapters/retell/events.ts';
import { bucketRawBodies } from '../../adapters/s3/raw-bodies.ts';
import { bucketTranscripts } from '../../adapters/s3/transcripts.ts';
import { vendorQueue } from '../../adapters/sqs/vendor-queue.ts';
import { readStripeEvent } from '../../adapters/stripe/events.ts';
import { readTelnyxEvent } from '../../adapters/telnyx/events.ts';
import { VendorMessage } from '../../contracts/vendor-messages.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { leaveQuarantine } from '../../domain/vendor-event/leave-quarantine.ts';
import { releaseQuarantined } from '../../domain/vendor-event/release-quarantined.ts';
import { takeEvent } from '../../domain/vendor-event/take-event.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { type Applying, applyVendorEvent } from '../../runtime/vendor-events.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = <Fact>(deps: Applying<Fact>) =>
  createWorker({ schema: VendorMessage, operate: applyVendorEvent(deps) });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(), name: requiredEnv('TABLE_NAME') };
const bucket = requiredEnv('RAW_BUCKET');
const bodies = bucketRawBodies(bucket, hashing);
const quarantine = { ...dynamoQuarantine(table), ...dynamoSettingAside(table, waiting) };
const messages = vendorQueue({ queueUrl: requiredEnv('VENDOR_QUEUE_URL'), bucket }, hashing);

export const handler = createHandler({
  bodies,
  quarantine,
  leave: leaveQuarantine({ quarantine, bodies }),
  read: {
    retell: readRetellEvent(hashing),
    stripe: readStripeEvent,
    telnyx: readTelnyxEvent(hashing),
    resend: readResendEvent,
  },
  take: takeEvent({
    bodies,
    quarantine,
    ids,
    clock,
    registry: dynamoRegistry(table),
    events: dynamoVendorEvents(table),
    calls: dynamoCalls(table, ids, waiting),
    businesses: dynamoSchedules(table, clock),
    appointments: dynamoAppointments(table, ids, waiting),
    transcripts: bucketTranscripts(bucket, hashing),
    fees: dynamoFees(table, ids, waiting),
    texts: dynamoTexts(table, ids, hashing, waiting),
    legs: dynamoCallLegs(table, waiting),
    provisions: dynamoProvisions(table, waiting),
    consents: dynamoConsents(table, ids),
    inbound: dynamoInboundTexts(table, ids, waiting),
    alerts: dynamoAlerts(table, ids, waiting),
    stops: dynamoEmailStops(table, ids),
    accounts: dynamoBillingAccounts(table, waiting),
    checkouts: dynamoCheckouts(table, waiting),
    invoices: dynamoAccountInvoices(table, waiting),
    invoiced: dynamoInvoiceRegistry(table, waiting),
    rows: dynamoReversals(table, waiting),
    release: releaseQuarantined({ quarantine, messages }),
  }),
});
