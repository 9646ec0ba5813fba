import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { postSigned } from '../../scripts/local/vendors/retell/signed-post.ts';
import { bookingArguments, type Heard, type Offered, TOMORROW } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

/** Patient, unlike Retell: two hundred at once stand in line for the few environments of one machine. */
const PATIENCE_MS = 60_000;

const useToolIn = async (business: FlowBusiness, callId: string, name: string, args: object) => {
  const answer = await postSigned({
    url: world.agentAddresses(business.id).toolUrl(name),
    body: {
      name,
      call: {
        call_id: callId,
        call_type: 'phone_call',
        agent_id: business.business.agentIds[0],
        agent_version: 1,
        call_status: 'ongoing',
        direction: 'inbound',
        from_number: business.customerPhone,
        to_number: business.business.numbers[0],
        start_timestamp: world.clock.now(),
      },
      args,
    },
    apiKey: String(world.secret.retell.apiKeys[0]),
    clock: world.clock,
    timeoutMs: PATIENCE_MS,
    attempts: 1,
    stopping: new AbortController().signal,
  });
  expect(answer).toMatchObject({ status: 200 });
  return JSON.parse(answer.text) as Heard['result'];
};

/** What each of so many callers is offered for a wall time tomorrow, every one in a call of their own. */
const offersFor = (business: FlowBusiness, times: readonly string[], service: string) =>
  Promise.all(
    times.map(async (time, index) => {
      const callId = `call_crowd_${business.id}_${index}`;
      const wish = { service, date_from: TOMORROW, date_to: TOMORROW, time };
      const { slots = [] } = await useToolIn(business, callId, 'lookup_availability', wish);
      const slot = slots.find(({ slot_id }) => slot_id.startsWith(`${TOMORROW}T${time}`));
      if (!slot) throw new Error(`${time} was not offered`);
      return { callId, slot };
    }),
  );

const bookAtOnce = (
  business: FlowBusiness,
  offers: readonly { callId: string; slot: Offered }[],
  service: string,
) =>
  Promise.all(
    offers.map(({ callId, slot }) => {
      const args = bookingArguments(slot, business.customerPhone, { service });
      return useToolIn(business, callId, 'book_appointment', args);
    }),
  );

test('F-BK-1: of two hundred callers who book one time at once one gets it and the others hear what else is free [P2]', async () => {
  const business = await world.aBusiness();
  const offers = await offersFor(business, Array(200).fill('09:00'), 'Furnace repair');

  const answers = await bookAtOnce(business, offers, 'Furnace repair');
  await world.atRest();

  const refused = answers.filter(({ ok }) => !ok);
  expect(new Set(offers.map(({ slot }) => slot.slot_id)).size).toBe(200);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(refused).toHaveLength(199);
  for (const answer of refused) {
    expect(answer).toMatchObject({
      code: 'slot_taken',
      say: expect.stringMatching(/9 AM was just taken.*I have/),
    });
    expect(answer.slots?.length).toBeGreaterThan(2);
    expect(answer.slots?.map(({ starts_at }) => starts_at)).not.toContain(offers[0]?.slot.starts_at);
  }
  expect(await business.appointments()).toHaveLength(1);
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  expect(business.sentTexts()).toMatchObject([{ status: 'delivered' }]);
  expect(business.emails()).toHaveLength(1);
});

test('F-BK-3: fifty callers who book fifty times of one day at once all get them, conflicts and all [P2]', async () => {
  const service = { id: 'inspection', name: 'Inspection', durationMinutes: 15 };
  const hours = [{ weekday: 2, opens: '00:00', closes: '24:00' }];
  const business = await world.aBusiness({ services: [service], hours, startEveryMinutes: 15 });
  const times = Array.from({ length: 50 }, (_, index) => {
    const minutes = 6 * 60 + index * 15;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  });
  const offers = await offersFor(business, times, 'Inspection');
  // All fifty write to one day. The store does one transaction after the other, so the gateway makes them meet: seven at most.
  world.cloud.inject({
    service: 'dynamodb',
    action: 'TransactWriteItems',
    caller: 'voice/agent',
    times: 7,
    error: 'TransactionConflict',
  });

  const answers = await bookAtOnce(business, offers, 'Inspection');
  await world.atRest();

  expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
  expect(answers.map(({ starts_at }) => starts_at)).toEqual(offers.map(({ slot }) => slot.starts_at));
  expect(await business.appointments()).toHaveLength(50);
  expect(business.invoices().filter(({ status }) => status === 'paid')).toHaveLength(50);
  expect(business.sentTexts()).toHaveLength(50);
  expect(business.emails()).toHaveLength(50);
  expect((await business.fees()).filter(({ state }) => state === 'charged')).toHaveLength(50);
});
