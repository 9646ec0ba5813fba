import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, lookUp, type Offered } from '../support/agent-tools.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

/** Saturday 2027-03-13, 10:00 in Chicago: in the coming night the clocks go from 01:59 to 03:00. */
const BEFORE_SPRING = Date.parse('2027-03-13T16:00:00.000Z');
/** Saturday 2027-11-06: in the coming night the clocks show 01:00 to 01:59 twice. */
const BEFORE_AUTUMN = Date.parse('2027-11-06T15:00:00.000Z');
const SPRING_SUNDAY = '2027-03-14';
const AUTUMN_SUNDAY = '2027-11-07';

const openAllNight = { hours: [{ weekday: 0, opens: '00:00', closes: '06:00' }], noticeMinutes: 0 };
const named = (slot_id: string): Offered => ({ slot_id, local: '', starts_at: '' });

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld(BEFORE_SPRING);
});
afterAll(() => world?.stop());

test('half past two does not exist on the day that spring begins, is not offered and not booked [P1]', async () => {
  const business = await world.aBusiness(openAllNight);
  const call = await business.call();

  const nearby = await lookUp(call, { date_from: SPRING_SUNDAY, date_to: SPRING_SUNDAY, time: '02:30' });
  const three = nearby.find(({ slot_id }) => slot_id.startsWith(`${SPRING_SUNDAY}T03:00`)) as Offered;
  const [, code = ''] = three.slot_id.split(/-(?=[^-]+$)/);
  const unreal = await book(business, call, { slot: named(`${SPRING_SUNDAY}T02:30-${code}`) });
  const real = await book(business, call, { slot: three });
  call.hangUp();
  await world.atRest();

  expect(nearby.map(({ slot_id }) => slot_id.slice(0, 16))).toEqual([
    `${SPRING_SUNDAY}T01:30`,
    `${SPRING_SUNDAY}T03:00`,
    `${SPRING_SUNDAY}T03:30`,
  ]);
  expect(unreal.result).toMatchObject({
    ok: false,
    code: 'offer_invalid',
    say: expect.stringMatching(/\w.*\.$/),
  });
  expect(real.result).toMatchObject({ ok: true, starts_at: '2027-03-14T08:00:00.000Z' });
  expect(await business.appointments()).toMatchObject([{ localStart: `${SPRING_SUNDAY}T03:00` }]);
  expect(business.sentTexts()).toMatchObject([{ text: expect.stringMatching(/Sun.*3:00 AM/) }]);
});

test('F-BK-7: half past one comes twice on the day that summer ends, and each can be booked [P1]', async () => {
  world.clock.set(BEFORE_AUTUMN - Date.now());
  const business = await world.aBusiness({
    ...openAllNight,
    services: [{ id: 'check', name: 'Furnace repair', durationMinutes: 30 }],
  });
  const [first, second] = [await business.call(), await business.call()];
  const wish = { date_from: AUTUMN_SUNDAY, date_to: AUTUMN_SUNDAY, time: '01:30' };
  const half = (offers: readonly Offered[], letter: string) =>
    offers.find(({ slot_id }) => slot_id.startsWith(`${AUTUMN_SUNDAY}T01:30${letter}`)) as Offered;

  const early = await book(business, first, { slot: half(await lookUp(first, wish), 'A') });
  const late = await book(business, second, { slot: half(await lookUp(second, wish), 'B') });
  for (const call of [first, second]) call.hangUp();

  expect(early.result).toMatchObject({ ok: true, starts_at: '2027-11-07T06:30:00.000Z' });
  expect(late.result).toMatchObject({ ok: true, starts_at: '2027-11-07T07:30:00.000Z' });
  expect(await business.appointments()).toHaveLength(2);
});
