import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallId } from '../../../functions/contracts/ids.ts';
import {
  type AppointmentsTable,
  appointmentAt,
  appointmentsIn,
  freshBusiness,
} from '../../support/appointments-table.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';

let table: LocalTable;
let commit: AppointmentsTable['commit'];
let cancel: AppointmentsTable['cancel'];
let rowsOf: AppointmentsTable['rowsOf'];
let announcedOf: AppointmentsTable['announcedOf'];
beforeAll(async () => {
  table = await startTable();
  ({ commit, cancel, rowsOf, announcedOf } = appointmentsIn(table));
}, 60_000);
afterAll(() => table.stop());

describe('cancelling an appointment', () => {
  it('frees its time for somebody else and announces it', async () => {
    const business = freshBusiness();
    const appointment = appointmentAt(business, '2026-11-24T15:00:00.000Z');
    await commit(appointment);

    expect(await cancel(appointment)).toBe(true);

    const other = appointmentAt(business, '2026-11-24T15:00:00.000Z', { callId: 'call_2' as CallId });
    expect(await commit(other)).toEqual({ kind: 'booked' });
    expect((await rowsOf(business)).find((row) => row.sk === appointment.id)).toMatchObject({
      status: 'cancelled',
      version: 2,
      cancelledAt: '2026-11-23T16:00:00.000Z',
    });
    expect(await announcedOf(business)).toContain('appointment.cancelled');
  });

  it('that was read as cancelled does nothing, whoever holds its time now', async () => {
    const business = freshBusiness();
    const appointment = appointmentAt(business, '2026-11-24T15:00:00.000Z');
    await commit(appointment);
    await cancel(appointment);
    await commit(appointmentAt(business, '2026-11-24T15:00:00.000Z', { callId: 'call_2' as CallId }));
    const before = await rowsOf(business);

    expect(await cancel({ ...appointment, status: 'cancelled', version: 2 })).toBe(false);
    expect(await rowsOf(business)).toEqual(before);
  });

  it('before anybody has heard of the booking leaves that to be heard too', async () => {
    const business = freshBusiness();
    const appointment = appointmentAt(business, '2026-11-24T15:00:00.000Z');

    await commit(appointment);
    await cancel(appointment);
    expect(await announcedOf(business)).toEqual(['appointment.booked', 'appointment.cancelled']);
  });

  it('frees nothing a second time, whoever holds it then', async () => {
    const business = freshBusiness();
    const appointment = appointmentAt(business, '2026-11-24T15:00:00.000Z');
    await commit(appointment);
    await cancel(appointment);
    await commit(appointmentAt(business, '2026-11-24T15:00:00.000Z', { callId: 'call_2' as CallId }));

    expect(await cancel(appointment)).toBe(false);

    const third = appointmentAt(business, '2026-11-24T15:00:00.000Z', { callId: 'call_3' as CallId });
    expect(await commit(third)).toEqual({ kind: 'taken' });
  });
});
