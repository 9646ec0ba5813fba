import type { APIGatewayProxyEventV2, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import { dynamoBusinessCreation } from '../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoFees } from '../../functions/adapters/dynamodb/fees.ts';
import { dynamoRegistry } from '../../functions/adapters/dynamodb/registry.ts';
import { dynamoSchedules } from '../../functions/adapters/dynamodb/schedules.ts';
import { readStripeEvent } from '../../functions/adapters/stripe/events.ts';
import { stripeOccasion } from '../../functions/adapters/stripe/occasion.ts';
import { stripePayments } from '../../functions/adapters/stripe/payments.ts';
import { stripeSignature } from '../../functions/adapters/stripe/signature.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { VendorMessage } from '../../functions/contracts/vendor-messages.ts';
import { appointmentBooked } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { feeFor } from '../../functions/domain/fee/fee-intent.ts';
import { settleFee } from '../../functions/domain/fee/settle-fee.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { createHandler as createWebhook } from '../../functions/handlers/webhooks/stripe.ts';
import { createHandler } from '../../functions/handlers/workers/charge-booking-fee.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { createLocalClock } from '../../scripts/local/clock.ts';
import type { Card } from '../../scripts/local/vendors/stripe/cards.ts';
import { type StripeSimulator, startStripe } from '../../scripts/local/vendors/stripe/start-stripe.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../local/vendors/webhook-receiver.ts';
import { aBusiness, anAppointment } from '../support/builders.ts';
import { type LocalTable, startTable } from '../support/dynamo.ts';
import { secretsOf } from '../support/secrets.ts';

const ids = derivedIds(hashing);
const clock = createLocalClock();

let table: LocalTable;
let stripe: StripeSimulator;
let edge: WebhookReceiver;
beforeAll(async () => {
  edge = await startWebhookReceiver();
  stripe = await startStripe({ clock, webhookUrl: () => edge.url });
  table = await startTable();
});
afterAll(async () => {
  await stripe.stop();
  await edge.stop();
  await table.stop();
});

let businesses = 0;

/** A business with a customer at Stripe and one appointment, written as a booking writes it; and its workers. */
const aBooking = async (card: Card | 'unknown_customer' = 'ok') => {
  businesses += 1;
  const customer = `cus_feetest${businesses}`;
  const base = aBusiness();
  const business = aBusiness({
    id: `biz_feetest${businesses}` as BusinessId,
    agentIds: [`agent_feetest${businesses}`],
    numbers: [`+1512555${1000 + businesses}`],
    billing: { ...base.billing, stripeCustomerId: customer, defaultPaymentMethod: undefined },
  });
  if (card !== 'unknown_customer') stripe.addCustomer({ id: customer, card });
  await dynamoBusinessCreation(table, waiting).create(business);

  const now = clock.now();
  const appointment = anAppointment({
    id: `apt_feetest${businesses}` as AppointmentId,
    businessId: business.id,
    bookedAt: new Date(now).toISOString(),
  });
  const appointments = dynamoAppointments(table, ids, waiting);
  const fee = feeFor({
    ids,
    appointment,
    business,
    call: { id: appointment.callId, isTest: false, from: '+15125550187', startedAtMs: undefined },
    toolResult: 'You are booked.',
    now,
  });
  const cells = cellsOf(Date.parse(appointment.startsAt), 60, business.dayOffsetMinutes);
  await appointments.commit(appointment, cells, fee, business.dayOffsetMinutes);

  const fees = dynamoFees(table, ids, waiting);
  const secrets = secretsOf({ stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: ['whsec_x'] } });
  const payments = stripePayments({ apiUrl: stripe.url, secrets }, async () => stripe.bookingFeePrice);
  const worker = createHandler({
    fees,
    appointments,
    businesses: dynamoSchedules(table, clock),
    payments,
    ids,
    clock,
  });
  const body = JSON.stringify({
    'detail-type': 'appointment.booked',
    detail: appointmentBooked(ids, appointment),
  });
  const deliver = () =>
    worker({ Records: [{ messageId: 'm1', body }] } as SQSEvent, {} as Context) as Promise<SQSBatchResponse>;
  return {
    deliver,
    settle: settleFee({ fees, registry: dynamoRegistry(table), release: async () => 0, ids, clock }),
    fee: () => fees.find(business.id, appointment.id),
    row: async () =>
      (await table.rows()).find(
        ({ pk, sk }) => String(pk).includes(`${business.id}#`) && sk === `${appointment.id}#FEE`,
      ),
    invoices: () => stripe.invoices().filter((invoice) => invoice.customer === customer),
    /** What our edge puts on the queue of what Stripe sent about this customer, oldest first. */
    vendorMessages: async (): Promise<VendorMessage[]> => {
      await stripe.webhooks.idle();
      const queued: VendorMessage[] = [];
      const receive = createWebhook({
        vendor: 'stripe',
        occasion: stripeOccasion,
        verify: stripeSignature(
          secretsOf({ stripe: { secretKey: 'sk_test_x', webhookSecrets: [stripe.keys.webhookSecret] } }),
          clock,
        ),
        queue: { put: async (message) => void queued.push(message) },
        clock,
      });
      for (const { headers, rawBody } of edge.received.filter((sent) => sent.rawBody.includes(customer))) {
        const answer = await receive({ headers, body: rawBody } as APIGatewayProxyEventV2, {} as Context);
        expect(answer).toMatchObject({ statusCode: 200 });
      }
      return queued;
    },
  };
};

describe('booking fees, from the booking to the paid invoice', () => {
  it('are charged once by twenty workers that get the event at the same time', async () => {
    const booking = await aBooking();

    const answers = await Promise.all(Array.from({ length: 20 }, booking.deliver));

    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(booking.invoices()).toMatchObject([{ status: 'paid', attempts: 1, amountPaidCents: 5000 }]);
    expect(await booking.fee()).toMatchObject({
      state: 'charged',
      attempt: 1,
      invoiceId: booking.invoices()[0]?.id,
    });
  });

  it('are charged once when the event is delivered ten times', async () => {
    const booking = await aBooking();

    for (let time = 0; time < 10; time += 1) await booking.deliver();

    expect(booking.invoices()).toMatchObject([{ status: 'paid', attempts: 1 }]);
  });

  it('are declined, and charged when the invoice is paid later, in whatever order Stripe tells us', async () => {
    const booking = await aBooking('decline_then_ok');
    await booking.deliver();
    expect(await booking.fee()).toMatchObject({ state: 'declined', declineCode: 'insufficient_funds' });

    expect(stripe.retryPayment(booking.invoices()[0]?.id ?? '')).toBe(true);
    const facts = (await booking.vendorMessages()).map(({ body, receivedAt }) =>
      readStripeEvent(JSON.parse(body ?? ''), receivedAt),
    );
    for (const fact of [...facts.toReversed(), ...facts])
      if (fact.kind === 'invoice') await booking.settle(fact);

    expect(facts.filter((fact) => fact.kind === 'invoice').map(({ type }) => type)).toEqual([
      'invoice.payment_failed',
      'invoice.paid',
    ]);
    expect(await booking.fee()).toMatchObject({ state: 'charged', declineCode: 'insufficient_funds' });
    await booking.deliver();
    expect(booking.invoices()).toMatchObject([{ status: 'paid', attempts: 2 }]);
  });

  it('stay owed and wake by themselves while Stripe is away, and their message does not come back', async () => {
    const booking = await aBooking();
    stripe.faults.down(true);

    const { batchItemFailures } = await booking.deliver();
    stripe.faults.clear();

    expect(batchItemFailures).toEqual([]);
    expect(await booking.fee()).toMatchObject({ state: 'owed', attempt: 1 });
    expect(await booking.row()).toMatchObject({ wake: { name: 'fee.owed' }, duePk: expect.any(String) });
    await booking.deliver();
    expect(await booking.fee()).toMatchObject({ state: 'charged', attempt: 2 });
  });

  it('come back to the queue, and in the end to somebody, when Stripe will never do it', async () => {
    const booking = await aBooking('unknown_customer');

    const { batchItemFailures } = await booking.deliver();

    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(await booking.fee()).toMatchObject({ state: 'owed' });
  });
});
