import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { book, lookUp, type Offered } from '../support/agent-tools.ts';
import type { FlowBusiness } from '../support/flow-business.ts';
import { type FlowWorld, realStore, startFlowWorld } from '../support/world.ts';

let world: FlowWorld;
beforeAll(async () => {
  world = await startFlowWorld(undefined, { store: await realStore() });
});
afterEach(() => world.repair());
afterAll(() => world?.stop());

const cancelInTheTable = async ({ business }: FlowBusiness, appointment: Appointment): Promise<void> => {
  const appointments = dynamoAppointments(world.table, derivedIds(hashing), waiting);
  const { startsAt, durationMinutes } = appointment;
  const cells = cellsOf(Date.parse(startsAt), durationMinutes, business.dayOffsetMinutes);
  const at = new Date(world.clock.now()).toISOString();
  expect(await appointments.cancel(appointment, cells, at)).toBe(true);
};

test('F-BK-11: a booking repeated ten times at once and an hour later is the first confirmation, one invoice and one text [P2, B2, N1]', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);

  const first = await book(business, call, { slot });
  const atOnce = await Promise.all(Array.from({ length: 10 }, () => book(business, call, { slot })));
  await world.letPass(60);
  const later = await book(business, call, { slot });
  call.hangUp();
  await world.atRest();

  expect(first.result).toMatchObject({ ok: true, confirmation_code: expect.stringMatching(/^\w{6}$/) });
  for (const { result } of [...atOnce, later]) expect(result).toEqual(first.result);
  expect(new Set([first, ...atOnce, later].map(({ toolCallId }) => toolCallId)).size).toBe(12);
  expect(await business.appointments()).toHaveLength(1);
  expect(business.invoices()).toMatchObject([{ status: 'paid', amountPaidCents: 5000 }]);
  expect(business.sentTexts()).toHaveLength(1);
  expect(business.emails()).toHaveLength(1);
});

test('F-BK-11: ten first bookings of one offer in one call, all at once, are one appointment', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = await lookUp(call);

  const answers = await Promise.all(Array.from({ length: 10 }, () => book(business, call, { slot })));
  call.hangUp();
  await world.atRest();

  for (const { result } of answers) expect(result).toEqual(answers[0]?.result);
  expect(answers[0]?.result).toMatchObject({ ok: true });
  expect(await business.appointments()).toHaveLength(1);
  expect(business.invoices()).toHaveLength(1);
  expect(business.sentTexts()).toHaveLength(1);
});

test('F-BL-3: what was cancelled and is booked again in the same call is a new appointment and no second fee', async () => {
  const business = await world.aBusiness();
  const call = await business.call();
  const [slot] = (await lookUp(call)) as [Offered];
  const first = await book(business, call, { slot });
  await world.atRest();
  const [appointment] = (await business.appointments()) as [Appointment];

  await cancelInTheTable(business, appointment);
  const second = await book(business, call, { slot });
  const repeated = await book(business, call, { slot });
  call.hangUp();
  await world.atRest();

  const statuses = Object.fromEntries((await business.appointments()).map(({ id, status }) => [id, status]));
  expect(second.result).toMatchObject({ ok: true, starts_at: first.result.starts_at });
  expect(repeated.result).toEqual(second.result);
  expect(statuses).toEqual({
    [String(first.result.booking_id)]: 'cancelled',
    [String(second.result.booking_id)]: 'booked',
  });
  expect(business.invoices().map(({ metadata }) => metadata.booking_id)).toEqual([first.result.booking_id]);
  expect(
    (await business.fees()).map(({ state, waivedBecause }) => waivedBecause ?? state).toSorted(),
  ).toEqual(['charged', 'rebooked']);
  expect(business.sentTexts()).toHaveLength(2);
});

test('an appointment cancelled before its effects is neither charged nor confirmed', async () => {
  const business = await world.aBusiness();
  const workers = ['workers/charge-booking-fee', 'workers/send-confirmation', 'workers/send-email'];
  await Promise.all(workers.map(world.cloud.functions.pause));
  const call = await business.call();
  await book(business, call);
  call.hangUp();

  await cancelInTheTable(business, (await business.appointments())[0] as Appointment);
  world.repair();
  await world.atRest();

  expect(await business.fees()).toMatchObject([
    { state: 'waived', waivedBecause: 'cancelled_before_charge' },
  ]);
  expect(business.invoices()).toEqual([]);
  expect(await business.texts()).toMatchObject([
    { state: 'suppressed', suppressedBecause: 'appointment_cancelled' },
  ]);
  expect(business.sentTexts()).toEqual([]);
  expect(business.emails()).toEqual([]);
});
