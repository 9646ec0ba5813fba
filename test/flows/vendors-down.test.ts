import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Outage } from '../../scripts/local/vendors/faults.ts';
import { book, lookUp } from '../support/agent-tools.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** After this Retell gives up on a tool and the caller hears silence. */
const TOOL_TIMEOUT_MS = 5_000;

const vendors = ['stripe', 'telnyx', 'resend'] as const;
type VendorName = (typeof vendors)[number];

const bookedCall = async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);
  const booked = await book(business, call, { slot });
  call.hangUp();
  expect(booked).toMatchObject({ attempts: 1, result: { ok: true, starts_at: slot?.starts_at } });
  expect(booked.ms).toBeLessThan(TOOL_TIMEOUT_MS);
  return business;
};

/** How often the vendor was asked for something that it did not answer well. */
const timesAskedInVain = (vendor: VendorName) =>
  world[vendor]
    .received()
    .filter(({ status, fault }) => status === undefined || status >= 500 || fault !== undefined).length;

const expectAllDoneOnce = async (business: FlowBusiness) => {
  expect(await business.appointments()).toMatchObject([{ status: 'booked' }]);
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
  expect(business.emails()).toMatchObject([{ lastEvent: 'delivered' }]);
};

/** Books in a call while these vendors are down, and tells what they have done by a minute later. */
const bookedDuring = async (down: readonly VendorName[], outage: Outage) => {
  const before = down.map(timesAskedInVain);
  for (const vendor of down) world[vendor].faults.down(outage);
  const business = await bookedCall();
  await eventually(`${down} to be asked in vain`, () => {
    for (const [index, vendor] of down.entries()) {
      expect(timesAskedInVain(vendor)).toBeGreaterThan(before[index] ?? 0);
    }
  });
  await world.workersIdle();
  await world.letPass(1);
  await world.workersIdle();
  const done = { stripe: business.invoices(), telnyx: business.sentTexts(), resend: business.emails() };
  return { business, doneMeanwhile: down.flatMap((vendor): object[] => done[vendor]) };
};

test.each(vendors)(
  'while %s is down a call is booked in time, and what it does follows once when it is back',
  async (vendor) => {
    const { business, doneMeanwhile } = await bookedDuring([vendor], true);

    world[vendor].faults.down(false);
    await world.letPass(3);
    await world.atRest();

    expect(doneMeanwhile).toEqual([]);
    await expectAllDoneOnce(business);
  },
);

test('while every vendor cuts its connections a call is booked in time, and all follows once when they are back [P2, D1]', async () => {
  const { business, doneMeanwhile } = await bookedDuring(vendors, 'drop-connections');

  for (const vendor of vendors) world[vendor].faults.down(false);
  // A text whose connection was cut may still be on its way; until then it is not handed over again.
  await world.letPass(12);
  await world.atRest();

  expect(doneMeanwhile).toEqual([]);
  await expectAllDoneOnce(business);
});

test('when every vendor does what it is asked and its answer is lost, nothing is done twice [B2, N1, N3, D1]', async () => {
  const match = { method: 'POST', nth: 1 };
  world.stripe.faults.add({ match: { ...match, path: '^/v1/invoices/[^/]+/pay$' }, effect: 'hang-after' });
  world.telnyx.faults.add({ match: { ...match, path: '/v2/messages' }, effect: 'hang-after' });
  world.resend.faults.add({ match: { ...match, path: '/emails' }, effect: 'hang-after' });
  // Their webhooks would tell what happened; here it has to be found out without them.
  for (const vendor of vendors) world[vendor].faults.addWebhook({ effect: 'drop' });

  const business = await bookedCall();
  await eventually('the workers to give up waiting', async () => {
    expect(await business.fees()).toMatchObject([{ state: 'owed', attempt: 1, step: 'paying' }]);
    expect((await business.fees())[0]?.claimedAt).toBeUndefined();
    expect(await business.alerts()).toMatchObject([{ state: 'requested', postponements: 1 }]);
  });
  await world.workersIdle();
  const done = [business.invoices(), business.sentTexts(), business.emails()];
  await world.letPass(3);
  await world.atRest();

  expect(done).toMatchObject([[{ status: 'paid' }], [{ status: 'delivered' }], [{ lastEvent: 'delivered' }]]);
  expect([business.invoices(), business.sentTexts(), business.emails()]).toEqual(done);
  expect(await business.fees()).toMatchObject([{ state: 'charged', invoiceId: business.invoices()[0]?.id }]);
  expect(await business.texts()).toMatchObject([
    { state: 'delivered', messageId: business.sentTexts()[0]?.id, handovers: 1 },
  ]);
  expect(await business.alerts()).toMatchObject([{ state: 'sent', emailId: business.emails()[0]?.id }]);
});

test('when an answer is lost and the webhooks come, they tell what happened without anybody asking', async () => {
  const match = { method: 'POST', nth: 1 };
  world.stripe.faults.add({ match: { ...match, path: '^/v1/invoices/[^/]+/pay$' }, effect: 'hang-after' });
  world.telnyx.faults.add({ match: { ...match, path: '/v2/messages' }, effect: 'hang-after' });

  const business = await bookedCall();
  await eventually(
    'the webhooks to be applied',
    async () => {
      expect(await business.fees()).toMatchObject([{ state: 'charged' }]);
      expect(await business.texts()).toMatchObject([{ state: 'delivered' }]);
    },
    6,
  );
  await world.atRest();

  expect(business.invoices()).toMatchObject([{ status: 'paid' }]);
  expect(business.sentTexts()).toHaveLength(1);
});
