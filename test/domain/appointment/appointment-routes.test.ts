import { expect, it } from 'vitest';
import { appointmentRoutes } from '../../../functions/contracts/api/appointments.ts';

const { listFreeTimes, makeAppointment, moveAppointment, cancelAppointment } = appointmentRoutes;

/** Names of the fields that are refused. */
const refusedOf = (
  schema: { safeParse(value: unknown): { error?: { issues: { path: PropertyKey[] }[] } | undefined } },
  value: object,
) => schema.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];

const span = (until: string) => ({ service: 'Repair', from: '2026-11-24T00:00:00Z', until });

it('free times are asked for of fourteen days at most, and of one moment at least', () => {
  expect(refusedOf(listFreeTimes.query, span('2026-12-08T00:00:00Z'))).toEqual([]);
  expect(refusedOf(listFreeTimes.query, span('2026-12-08T00:00:00.001Z'))).toEqual(['from', 'until']);
  expect(refusedOf(listFreeTimes.query, span('2026-11-24T00:00:00.001Z'))).toEqual([]);
  expect(refusedOf(listFreeTimes.query, span('2026-11-24T00:00:00Z'))).toEqual(['from', 'until']);
});

it('five hundred free times are the most that one answer has', () => {
  const of = (limit: string) => refusedOf(listFreeTimes.query, { ...span('2026-12-01T00:00:00Z'), limit });

  expect([of('500'), of('1'), of('501'), of('0')]).toEqual([[], [], ['limit'], ['limit']]);
});

it('an appointment begins at one instant or at one time on the wall, and not at both', () => {
  const customer = { name: 'Dana Reyes', phone: '+15125550187' };
  const startsAt = '2026-11-24T15:00:00Z';
  const localStart = '2026-11-24T09:00';
  const made = (start: object) => refusedOf(makeAppointment.body, { service: 'Repair', customer, ...start });
  const moved = (start: object) => refusedOf(moveAppointment.body, { version: 1, ...start });

  for (const of of [made, moved]) {
    expect([of({ startsAt }), of({ localStart })]).toEqual([[], []]);
    expect([of({}), of({ startsAt, localStart })]).toEqual([['startsAt'], ['startsAt']]);
    expect(of({ localStart: '2026-02-29T09:00' })).toContain('localStart');
    expect(of({ localStart: '2026-11-24T24:00' })).toContain('localStart');
  }
});

it('who changes an appointment says which version they have seen, and cancels for a reason that there is', () => {
  const cancelled = (body: object) => refusedOf(cancelAppointment.body, body);

  expect([cancelled({ version: 1 }), cancelled({ version: 2, reason: 'other' })]).toEqual([[], []]);
  expect([cancelled({}), cancelled({ version: 0 })]).toEqual([['version'], ['version']]);
  expect(cancelled({ version: 1, reason: 'Dana is ill' })).toEqual(['reason']);
});
