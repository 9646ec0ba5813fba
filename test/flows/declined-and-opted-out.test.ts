import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { book, useTool } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const bookedCall = async (business: FlowBusiness) => {
  const call = await business.call();
  const booked = await book(business, call);
  call.hangUp();
  await world.atRest();
  return booked.result;
};

const textsToUs = (business: FlowBusiness, text: string) =>
  world.telnyx.receiveText({
    from: business.customerPhone,
    to: String(business.business.numbers[0]),
    text,
  });

test('a declined card costs the customer nothing, and a later payment settles the fee [B2]', async () => {
  const business = await world.aBusiness({ card: 'insufficient_funds' });

  const booked = await bookedCall(business);
  const [declined] = await business.fees();
  const [invoice] = business.invoices();
  world.stripe.setCard(business.business.billing.stripeCustomerId, 'ok');
  world.stripe.retryPayment(String(invoice?.id));
  await world.atRest();

  expect(booked).toMatchObject({ ok: true });
  expect(declined).toMatchObject({ state: 'declined', declineCode: 'insufficient_funds' });
  expect(invoice).toMatchObject({ status: 'open', attempts: 1 });
  expect(await business.appointments()).toMatchObject([{ status: 'booked' }]);
  expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
  expect(business.emails()).toMatchObject([{ lastEvent: 'delivered' }]);
  expect(await business.fees()).toMatchObject([{ state: 'charged', invoiceId: invoice?.id }]);
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
});

test('a business without a card on file keeps its appointment, and the fee says so', async () => {
  const business = await world.aBusiness({ card: 'none' });

  const booked = await bookedCall(business);

  expect(booked).toMatchObject({ ok: true });
  expect(await business.fees()).toMatchObject([{ state: 'declined' }]);
  expect(business.invoices()).toMatchObject([{ status: 'open', amountPaidCents: 0 }]);
  expect(business.sentTexts()).toHaveLength(1);
  expect(business.emails()).toHaveLength(1);
});

test('a caller who texted STOP is booked and charged for, and gets no text [N1]', async () => {
  const business = await world.aBusiness();
  textsToUs(business, 'stop');
  await world.atRest();

  const booked = await bookedCall(business);

  expect(booked).toMatchObject({ ok: true });
  expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  expect(await business.texts()).toMatchObject([{ state: 'suppressed', suppressedBecause: 'opted_out' }]);
  expect(business.sentTexts()).toEqual([]);
  expect(
    world.telnyx.received().filter(({ body }) => JSON.stringify(body).includes(business.customerPhone)),
  ).toEqual([]);
  expect(business.emails()).toHaveLength(1);
});

test('a STOP wins over a text that the caller asks for in the call, until START', async () => {
  const business = await world.aBusiness();
  textsToUs(business, 'STOP');
  await world.atRest();
  const call = await business.call();
  const booked = await book(business, call);

  const refused = await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
  textsToUs(business, 'START');
  await world.atRest();
  const sent = await useTool(call, 'send_booking_sms', { booking_id: booked.result.booking_id });
  call.hangUp();
  await world.atRest();

  expect(refused.result).toMatchObject({ ok: false, code: 'customer_opted_out', say: expect.any(String) });
  expect(sent.result).toMatchObject({ ok: true });
  expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
});

test('a STOP to one business does not concern another', async () => {
  const [apex, polar] = [await world.aBusiness(), await world.aBusiness()];
  textsToUs(apex, 'STOP');
  await world.atRest();
  const call = await polar.call({ from: apex.customerPhone });

  await book(apex, call);
  call.hangUp();
  await world.atRest();

  expect(polar.sentTexts()).toMatchObject([{ to: apex.customerPhone, status: 'delivered' }]);
});

test('a caller who does not want texts gets none', async () => {
  const business = await world.aBusiness();
  const call = await business.call();

  await book(business, call, { differing: { sms_consent: false } });
  call.hangUp();
  await world.atRest();

  expect(await business.texts()).toMatchObject([{ state: 'suppressed', suppressedBecause: 'no_consent' }]);
  expect(business.sentTexts()).toEqual([]);
});
