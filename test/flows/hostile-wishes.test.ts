import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bookingArguments, lookUp, TOMORROW, useTool } from '../support/agent-tools.ts';
import { type FlowWorld, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld();
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const WEEKDAYS = [1, 2, 3, 4, 5];

describe('what the model asks for [P1, D3]', () => {
  test('F-BK-6: while the table is down a lookup says that it cannot check and takes a message, and invents no times', async () => {
    const business = await world.aBusiness();
    const call = await business.call();
    const [slot] = await lookUp(call);
    for (const action of ['Query', 'GetItem', 'TransactWriteItems'])
      world.cloud.inject({ service: 'dynamodb', action, caller: 'voice/agent', times: 1000, error: 'drop' });
    await world.cloud.functions.restart('voice/agent');

    const looked = await useTool(call, 'lookup_availability', {
      service: 'Furnace repair',
      date_from: TOMORROW,
    });
    const booked = await useTool(
      call,
      'book_appointment',
      bookingArguments({ slot_id: String(slot?.slot_id) }, business.customerPhone),
    );
    world.repair();
    const again = await lookUp(call);

    for (const { status, result } of [looked, booked]) {
      expect(status).toBe(200);
      expect(result).toMatchObject({ ok: false, say: expect.stringMatching(/message|again/) });
      expect(result).not.toHaveProperty('slots');
      expect(result.say).not.toMatch(/\d/);
    }
    expect(await business.appointments()).toEqual([]);
    expect(again.length).toBeGreaterThan(0);
  });

  test.each([
    ['a time in words', { time: 'first thing' }, 'time'],
    ['a time without minutes', { time: '9' }, 'time'],
    ['an empty time', { time: '' }, 'time'],
    ['a day in words', { date_from: 'tomorrow' }, 'date_from'],
    ['a day with an hour', { date_from: `${TOMORROW}T09:00:00Z` }, 'date_from'],
    ['a year that cannot be', { date_from: '20261-11-24' }, 'date_from'],
    ['a part of the day that is none', { part_of_day: 'noonish' }, 'part_of_day'],
  ])(
    'F-BK-8: %s is refused with a question, and is not taken for now or for nine in the morning',
    async (_, wish, field) => {
      const business = await world.aBusiness();
      const call = await business.call();

      const { result } = await useTool(call, 'lookup_availability', { service: 'Furnace repair', ...wish });

      expect(result).toMatchObject({
        ok: false,
        code: 'invalid_arguments',
        fields: [field],
        say: expect.stringMatching(/\?$/),
      });
    },
  );

  test.each([
    ['a day', TOMORROW],
    ['a time without its seal', `${TOMORROW}T09:00`],
    ['an instant', `${TOMORROW}T15:00:00Z`],
    ['now', 'now'],
  ])('F-BK-8: %s is no offer', async (_, slotId) => {
    const business = await world.aBusiness();
    const call = await business.call();

    const { result } = await useTool(
      call,
      'book_appointment',
      bookingArguments({ slot_id: slotId }, business.customerPhone),
    );

    expect(result).toMatchObject({ ok: false, code: 'offer_invalid' });
    expect(await business.appointments()).toEqual([]);
  });

  test.each([
    ['in the past', { date_from: '2026-11-20', date_to: '2026-11-20' }],
    ['beyond the horizon', { date_from: '2027-03-01', date_to: '2027-03-01' }],
    ['on a day the business is closed', { date_from: '2026-11-28', date_to: '2026-11-28' }],
    ['at night', { date_from: TOMORROW, date_to: TOMORROW, time: '03:00' }],
  ])('F-BK-9: nothing is offered %s, whatever the model asks for', async (_, wish) => {
    const business = await world.aBusiness();
    const call = await business.call();

    const { result } = await useTool(call, 'lookup_availability', { service: 'Furnace repair', ...wish });

    const slots = result.slots ?? [];
    for (const { starts_at: startsAt, slot_id: id } of slots) {
      expect(Date.parse(startsAt)).toBeGreaterThan(world.clock.now());
      expect(id.slice(11, 13) >= '08' && id.slice(11, 13) < '17').toBe(true);
      expect(id.startsWith('2026-11-28')).toBe(false);
    }
    expect(result).toMatchObject({ ok: true, say: expect.stringMatching(/^(I have nothing|That)|not free/) });
  });

  test('F-BK-10: a day is the day of the business, so that an evening is on it and not on the one before', async () => {
    const hours = WEEKDAYS.map((weekday) => ({ weekday, opens: '17:00', closes: '22:00' }));
    const business = await world.aBusiness({ hours });
    const call = await business.call();

    const slots = await lookUp(call, { part_of_day: 'evening' });

    expect(slots.length).toBeGreaterThan(0);
    expect(slots.map(({ slot_id: id }) => id.slice(0, 10))).toEqual(slots.map(() => TOMORROW));
    // In UTC it is the next day already.
    expect(slots.at(-1)?.starts_at.slice(0, 10)).toBe('2026-11-25');
  });

  test('F-BK-15: an unknown service is refused with the list, and how long a job takes follows from its service', async () => {
    const services = [
      { id: 'repair', name: 'Furnace repair', durationMinutes: 120 },
      { id: 'check', name: 'Furnace check', durationMinutes: 30 },
    ];
    const business = await world.aBusiness({ services });
    const call = await business.call();
    const wish = { date_from: TOMORROW, date_to: TOMORROW };

    const unknown = await useTool(call, 'lookup_availability', { service: 'Roof repair', ...wish });
    const [slot] = await lookUp(call);
    await useTool(
      call,
      'book_appointment',
      bookingArguments({ slot_id: String(slot?.slot_id) }, business.customerPhone),
    );

    expect(unknown.result).toMatchObject({
      ok: false,
      code: 'unknown_service',
      services: ['Furnace repair', 'Furnace check'],
    });
    expect(await business.appointments()).toMatchObject([{ durationMinutes: 120, serviceId: 'repair' }]);
  });
});
