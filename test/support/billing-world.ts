import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import {
  dynamoBillingAccounts,
  dynamoCheckouts,
} from '../../functions/adapters/dynamodb/billing-accounts.ts';
import { dynamoFees } from '../../functions/adapters/dynamodb/fees.ts';
import { dynamoAccountInvoices, dynamoInvoiceRegistry } from '../../functions/adapters/dynamodb/invoiced.ts';
import { dynamoQuarantine } from '../../functions/adapters/dynamodb/quarantine.ts';
import { dynamoRegistry } from '../../functions/adapters/dynamodb/registry.ts';
import { dynamoReversals } from '../../functions/adapters/dynamodb/reversals.ts';
import { dynamoSchedules } from '../../functions/adapters/dynamodb/schedules.ts';
import { dynamoSettingAside } from '../../functions/adapters/dynamodb/setting-aside.ts';
import { dynamoVendorEvents } from '../../functions/adapters/dynamodb/vendor-events.ts';
import { readStripeEvent } from '../../functions/adapters/stripe/events.ts';
import { stripePayments } from '../../functions/adapters/stripe/payments.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { type Appointment, appointmentBooked } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { feeFor } from '../../functions/domain/fee/fee-intent.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import type { AccountInvoice } from '../../functions/domain/subscription/invoice.ts';
import { leaveQuarantine } from '../../functions/domain/vendor-event/leave-quarantine.ts';
import { releaseQuarantined } from '../../functions/domain/vendor-event/release-quarantined.ts';
import { takeEvent } from '../../functions/domain/vendor-event/take-event.ts';
import { createHandler } from '../../functions/handlers/workers/charge-booking-fee.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { applyVendorEvent } from '../../functions/runtime/vendor-events.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import type { Card } from '../../scripts/local/vendors/stripe/cards.ts';
import { startStripe } from '../../scripts/local/vendors/stripe/start-stripe.ts';
import { startWebhookReceiver } from '../local/vendors/webhook-receiver.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from './builders.ts';
import type { LocalTable } from './dynamo.ts';
import { secretsOf } from './secrets.ts';
import { storeBusiness } from './stored-business.ts';

const ids = derivedIds(hashing);
let worlds = 0;

/** Bodies that are kept lie in memory. */
const keptBodies = () => {
  const kept = new Map<string, string>();
  const keep = (key: string, body: string) => {
    kept.set(key, body);
    return key;
  };
  return {
    read: async (key: string) => kept.get(key) ?? '',
    keepUnknown: async ({ eventId }: { eventId: string }, body: string) => keep(`unknown/${eventId}`, body),
    keepQuarantined: async ({ eventId }: { eventId: string }, awaits: string, body: string) =>
      keep(`quarantine/${eventId}${awaits}`, body),
    removeQuarantined: async (key: string) => void kept.delete(key),
  };
};

export type StripeBody = { readonly id: string; readonly type: string; readonly data: { object: object } };

/** A business, its customer at a Stripe of its own, and the worker that applies what Stripe tells, on a real table. */
export const aBillingWorld = async (table: LocalTable, given: { card?: Card } = {}) => {
  worlds += 1;
  const serial = String(worlds).padStart(3, '0');
  const customer = `cus_billing${serial}`;
  const clock = createLocalClock(MONDAY_MORNING - Date.now());
  const base = aBusiness();
  const business = aBusiness({
    id: `biz_billing${serial}` as BusinessId,
    agentIds: [`agent_billing${serial}`],
    numbers: [`+15125558${serial}`],
    messaging: { ...base.messaging, from: `+15125558${serial}` },
    billing: {
      ...base.billing,
      stripeCustomerId: customer,
      defaultPaymentMethod: undefined,
      subscription: 'incomplete',
    },
  });
  const receiver = await startWebhookReceiver();
  const stripe = await startStripe({ clock, webhookUrl: () => receiver.url });
  stripe.addCustomer({ id: customer, card: given.card ?? 'ok' });

  const appointments = dynamoAppointments(table, ids, waiting);
  const fees = dynamoFees(table, ids, waiting);
  const secrets = secretsOf({ stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: ['whsec_x'] } });
  const charge = createHandler({
    fees,
    appointments,
    businesses: { find: async () => business },
    payments: stripePayments({ apiUrl: stripe.url, secrets }, async () => stripe.bookingFeePrice),
    ids,
    clock,
  });

  const bodies = keptBodies();
  const queue: VendorMessage[] = [];
  const messages = { put: async (message: VendorMessage) => void queue.push(message) };
  const quarantine = { ...dynamoQuarantine(table), ...dynamoSettingAside(table, waiting) };
  const releasing = releaseQuarantined({ quarantine, messages });
  let deaths = 0;
  const release = async (awaits: string): Promise<number> => {
    if (deaths > 0) {
      deaths -= 1;
      throw new Error('killed');
    }
    return releasing(awaits);
  };
  const deps = {
    bodies,
    quarantine,
    ids,
    clock,
    release,
    registry: dynamoRegistry(table),
    events: dynamoVendorEvents(table),
    fees,
    accounts: dynamoBillingAccounts(table, ids, waiting),
    checkouts: dynamoCheckouts(table, waiting),
    invoices: dynamoAccountInvoices(table, waiting),
    invoiced: dynamoInvoiceRegistry(table, waiting),
    rows: dynamoReversals(table, waiting),
  };
  const nobodys = () => {
    throw new Error('no event of this vendor is delivered here');
  };
  const apply = applyVendorEvent({
    bodies,
    quarantine,
    leave: leaveQuarantine({ quarantine, bodies }),
    read: { stripe: readStripeEvent, retell: nobodys, telnyx: nobodys, resend: nobodys },
    // What the other vendors' events need is not asked for by Stripe's.
    take: takeEvent(deps as unknown as Parameters<typeof takeEvent>[0]),
  });

  const { rows } = await storeBusiness(table, business, anAppointment({ businessId: business.id }));
  const drain = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await apply(next);
  };
  const rowsAt = async <Noun>(partition: string, sk: RegExp): Promise<Noun[]> =>
    (await rows()).filter(
      (row) => row.pk === `BIZ#${business.id}#${partition}` && sk.test(String(row.sk)),
    ) as Noun[];

  const delivered = new Set<string>();
  let booked = 0;
  /** Its fee is owed, and nobody has charged it yet. */
  const bookAFee = async (): Promise<Appointment> => {
    booked += 1;
    const appointment = anAppointment({
      id: `apt_billing${serial}x${booked}` as AppointmentId,
      businessId: business.id,
      startsAt: new Date(MONDAY_MORNING + 86_400_000 + booked * 3_600_000).toISOString(),
      bookedAt: new Date(clock.now()).toISOString(),
    });
    const fee = feeFor({
      ids,
      appointment,
      business: { ...business, billing: { ...business.billing, subscription: 'active' } },
      call: { id: appointment.callId, isTest: false, from: '+15125550187', startedAtMs: undefined },
      toolResult: 'You are booked.',
      now: clock.now(),
    });
    const cells = cellsOf(Date.parse(appointment.startsAt), 60, business.dayOffsetMinutes);
    await appointments.commit(appointment, cells, fee, business.dayOffsetMinutes);
    return appointment;
  };
  const chargeFeeOf = async (appointment: Appointment): Promise<void> => {
    const body = JSON.stringify({
      'detail-type': 'appointment.booked',
      detail: appointmentBooked(ids, appointment),
    });
    const records = { Records: [{ messageId: 'm1', body }] } as SQSEvent;
    const { batchItemFailures } = (await charge(records, {} as Context)) as SQSBatchResponse;
    if (batchItemFailures.length > 0) throw new Error('the fee was not charged');
  };
  return {
    clock,
    stripe,
    customer,
    business,
    /** The worker dies so often before it can release anything. */
    breakRelease: (times: number) => {
      deaths = times;
    },
    bookAFee,
    chargeFeeOf,
    /** Books and charges; answers the fee's appointment. */
    async chargeAFee(): Promise<AppointmentId> {
      const appointment = await bookAFee();
      await chargeFeeOf(appointment);
      return appointment.id;
    },
    fee: async (appointmentId: AppointmentId) => {
      const fee = await fees.find(business.id, appointmentId);
      if (!fee) throw new Error(`no fee of ${appointmentId}`);
      return fee;
    },
    /** Takes what Stripe has sent since the last time, oldest first. */
    async sent(): Promise<StripeBody[]> {
      await stripe.webhooks.idle();
      return receiver.received.splice(0).map(({ body }) => body as StripeBody);
    },
    /** As the queue brings them, one after the other, with whatever they release. */
    async deliver(all: readonly StripeBody[]): Promise<void> {
      for (const body of all) {
        delivered.add(body.id);
        const receivedAt = new Date(clock.now()).toISOString();
        await apply({ v: 1, vendor: 'stripe', receivedAt, body: JSON.stringify(body) });
        await drain();
      }
    },
    pass: (milliseconds: number) => clock.set(clock.offsetMs() + milliseconds),
    account: async () => (await rowsAt<Record<string, unknown>>('BILLING', /^ACCOUNT$/))[0],
    invoices: () => rowsAt<AccountInvoice & Record<string, unknown>>('BILLING', /^INVOICE#/),
    checkouts: () => rowsAt<Record<string, unknown>>('BILLING', /^CHECKOUT#/),
    /** What the voice function and the workers go by. */
    billing: async () => (await dynamoSchedules(table, clock).find(business.id))?.billing,
    /** What is set aside of that which was delivered here. */
    quarantined: async () =>
      (await quarantine.list()).filter(({ eventId }) => delivered.has(eventId)).map(({ awaits }) => awaits),
    async stop() {
      await stripe.stop();
      await receiver.stop();
    },
  };
};
