import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, type Heard, lookUp, type Offered, TOMORROW } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterAll(() => world?.stop());

const expectNothingBooked = async (business: FlowBusiness, heard: Heard, code: string) => {
  expect(heard).toMatchObject({ status: 200, attempts: 1 });
  expect(heard.result).toMatchObject({ ok: false, code, say: expect.stringMatching(/\w.*[.?]$/) });
  expect(await business.appointments()).toEqual([]);
  expect(await business.fees()).toEqual([]);
};

const named = (slot_id: string): Offered => ({ slot_id, local: '', starts_at: '' });

test.each([
  ['with a code of its own invention', `${TOMORROW}T09:00-abcde`],
  ['for a time at which nobody works', `${TOMORROW}T03:00-abcde`],
  ['for a day that does not exist', '2026-02-30T09:00-abcde'],
  ['that is a sentence', 'tomorrow at nine'],
])('F-BK-8: an offer %s books nothing', async (_, slotId) => {
  const business = await world.aBusiness();
  const call = await business.call();

  const heard = await book(business, call, { slot: named(slotId) });

  await expectNothingBooked(business, heard, 'offer_invalid');
});

test('an offer made in another call, to another business or for another time books nothing [D3, C2]', async () => {
  const [business, other] = [await world.aBusiness(), await world.aBusiness()];
  const [call, anotherCall, callToOther] = [await business.call(), await business.call(), await other.call()];
  const [[nine], [elsewhere]] = [await lookUp(anotherCall), await lookUp(callToOther)] as [
    [Offered],
    [Offered],
  ];
  const moved = nine.slot_id.replace(/T\d\d:\d\d/, 'T11:00');

  for (const slot of [nine, elsewhere, named(moved)]) {
    await expectNothingBooked(business, await book(business, call, { slot }), 'offer_invalid');
  }
});

test('an offer for one service does not book another, and no service is made up [D3]', async () => {
  const services = [
    { id: 'repair', name: 'Furnace repair', durationMinutes: 60 },
    { id: 'check', name: 'Furnace check', durationMinutes: 30 },
  ];
  const business = await world.aBusiness({ services });
  const call = await business.call();
  const [slot] = await lookUp(call);

  const another = await book(business, call, { slot, differing: { service: 'Furnace check' } });
  const madeUp = await book(business, call, { slot, differing: { service: 'Roof repair' } });

  await expectNothingBooked(business, another, 'offer_invalid');
  await expectNothingBooked(business, madeUp, 'unknown_service');
  expect(madeUp.result).toMatchObject({ services: ['Furnace repair', 'Furnace check'] });
});

test.each([
  ['a number that is none', { customer_phone: '12' }, 'invalid_phone'],
  ['an emergency number', { customer_phone: '911' }, 'invalid_phone'],
  ['a name that is empty', { customer_name: '  ' }, 'invalid_arguments'],
  ['a price', { price: 1 }, 'invalid_arguments'],
  ['a business', { business_id: 'biz_flow0001' }, 'invalid_arguments'],
  ['notes without end', { notes: 'x'.repeat(1001) }, 'invalid_arguments'],
])('a booking with %s is refused', async (_, differing, code) => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);

  const heard = await book(business, call, { slot, differing });

  await expectNothingBooked(business, heard, code);
});

test('F-BK-9: a time that passes while the caller thinks is not booked', async () => {
  const business = await world.aBusiness({ noticeMinutes: 0, startEveryMinutes: 15 });
  const call = await business.call();
  const today = new Date(world.clock.now()).toISOString().slice(0, 10);
  const [slot] = (await lookUp(call, { date_from: today, date_to: today })) as [Offered];
  const untilStart = Date.parse(slot.starts_at) - world.clock.now();

  world.clock.passTo(world.clock.now() + untilStart + 1_000);
  const heard = await book(business, call, { slot });

  await expectNothingBooked(business, heard, 'time_past');
});

test('an offer of half an hour ago is looked up again instead of booked', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);

  await world.letPass(30);
  const expired = await book(business, call, { slot });
  const [fresh] = await lookUp(call);
  const nothingYet = await business.appointments();
  const booked = await book(business, call, { slot: fresh });

  expect(expired.result).toMatchObject({ ok: false, code: 'offer_expired', say: expect.any(String) });
  expect(nothingYet).toEqual([]);
  expect(booked.result).toMatchObject({ ok: true, starts_at: slot?.starts_at });
});

test('a wish outside opening hours is answered with the nearest times, a full day with the next', async () => {
  const business = await world.aBusiness();
  const call = await business.call();

  const atNight = await call.tool('lookup_availability', {
    service: 'Furnace repair',
    date_from: TOMORROW,
    date_to: TOMORROW,
    part_of_day: 'evening',
  });
  const onSunday = await lookUp(call, { date_from: '2026-11-29', date_to: '2026-11-29' });

  expect(atNight.result).toMatchObject({ ok: true, say: expect.stringContaining('nothing at that time') });
  expect(onSunday.map(({ starts_at }) => starts_at.slice(0, 10))).toContain('2026-11-30');
});
