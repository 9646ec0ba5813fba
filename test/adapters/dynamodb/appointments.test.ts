import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAppointments } from '../../../functions/adapters/dynamodb/appointments.ts';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { BusinessId, CallId } from '../../../functions/contracts/ids.ts';
import type { Appointment } from '../../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { feeFor } from '../../../functions/domain/fee/fee-intent.ts';
import { cellsOf } from '../../../functions/domain/schedule/quarters.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment } from '../../support/builders.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { recordedDatabase } from '../../support/recorded-database.ts';

const ids = derivedIds(hashing);
const patient = { pause: async () => undefined, chance: () => 0.5 };
const OFFSET = -360;

let table: LocalTable;
beforeAll(async () => {
  table = await startTable();
}, 60_000);
afterAll(() => table.stop());

/** An appointment of a business of its own, so that tests do not meet. */
let count = 0;
const freshBusiness = () => {
  count += 1;
  return `biz_fresh${String(count).padStart(6, '0')}` as BusinessId;
};
const appointmentAt = (businessId: BusinessId, startsAt: string, differing: Partial<Appointment> = {}) => {
  const callId = (differing.callId ?? 'call_1') as CallId;
  const attempt = differing.attempt ?? 0;
  return anAppointment({
    businessId,
    startsAt,
    callId,
    attempt,
    id: ids.appointment({
      businessId,
      callId,
      serviceId: 'furnace-repair',
      startsAtMs: Date.parse(startsAt),
      attempt,
    }),
    ...differing,
  });
};
const cells = (appointment: Appointment) =>
  cellsOf(Date.parse(appointment.startsAt), appointment.durationMinutes, OFFSET);
const fee = (appointment: Appointment) =>
  feeFor({
    ids,
    appointment,
    business: aBusiness({ id: appointment.businessId }),
    call: { id: appointment.callId, isTest: false, from: '+15125550187', startedAtMs: undefined },
    toolResult: 'You are booked.',
    now: Date.parse(appointment.bookedAt),
  });
const commit = (appointment: Appointment, db = table.db) =>
  dynamoAppointments({ db, name: table.name }, ids, patient).commit(
    appointment,
    cells(appointment),
    fee(appointment),
    OFFSET,
  );
const cancel = (appointment: Appointment) =>
  dynamoAppointments(table, ids, patient).cancel(appointment, cells(appointment), '2026-11-23T16:00:00.000Z');
const rowsOf = async (businessId: BusinessId) =>
  (await table.rows()).filter((row) => String(row.pk).startsWith(`BIZ#${businessId}#`));

/** What rows of the business still have to say. */
const announcedOf = async (businessId: BusinessId) =>
  (await rowsOf(businessId))
    .flatMap((row) => (row.duePk && row.event ? [(row.event as { name: string }).name] : []))
    .sort();
const conflict = () =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }, { Code: 'None' }],
  });

describe('committing an appointment [P2]', () => {
  it('writes nothing where a fee of that appointment stands already, and leaves the fee alone', async () => {
    const appointment = appointmentAt(freshBusiness(), '2026-11-24T15:00:00.000Z');
    const charged = { ...keys.fee(appointment.businessId, appointment.id), state: 'charged' };
    await table.db.send(new PutCommand({ TableName: table.name, Item: charged }));

    expect(await commit(appointment)).toEqual({ kind: 'taken' });
    expect(await rowsOf(appointment.businessId)).toEqual([charged]);
  });

  it('F-BK-12: writes the day, the appointment with its event, the fee and its entry on record in one request of four items', async () => {
    const recorded = recordedDatabase(table.db);
    const appointment = appointmentAt(freshBusiness(), '2026-11-24T15:00:00.000Z');

    const outcome = await commit(appointment, recorded.db);

    expect(outcome).toEqual({ kind: 'booked' });
    expect(recorded.requests.map(({ action }) => action)).toEqual(['TransactWrite']);
    expect(recorded.requests[0]?.input.TransactItems).toHaveLength(4);
    expect(await rowsOf(appointment.businessId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sk: 'D#2026-11-24', aq36: 1, aq37: 1, aq38: 1, aq39: 1 }),
        expect.objectContaining({
          sk: appointment.id,
          event: expect.objectContaining({ name: 'appointment.booked' }),
          duePk: 'DUE#2026-11-23T15:01',
        }),
        expect.objectContaining({ sk: `${appointment.id}#FEE`, state: 'owed', wakeEverySeconds: 300 }),
        expect.objectContaining({ what: 'appointment.booked', subject: appointment.id }),
      ]),
    );
  });

  it('answers a repeat with the row that stands', async () => {
    const appointment = appointmentAt(freshBusiness(), '2026-11-24T15:00:00.000Z');
    await commit(appointment);

    const again = await commit({ ...appointment, customer: { name: 'Somebody', phone: '+15125550100' } });

    expect(again).toMatchObject({ kind: 'exists', appointment: { customer: { name: 'Dana Reyes' } } });
  });

  it.each([
    ['the same start', '2026-11-24T15:00:00.000Z'],
    ['half an hour later', '2026-11-24T15:30:00.000Z'],
    ['three quarters earlier', '2026-11-24T14:15:00.000Z'],
  ])('F-BK-3: refuses another booking that overlaps: %s', async (_, startsAt) => {
    const business = freshBusiness();
    await commit(appointmentAt(business, '2026-11-24T15:00:00.000Z'));

    const second = await commit(appointmentAt(business, startsAt, { callId: 'call_2' as CallId }));

    expect(second).toEqual({ kind: 'taken' });
    expect((await rowsOf(business)).filter((row) => String(row.sk).endsWith('#FEE'))).toHaveLength(1);
  });

  it('F-BK-3: accepts what only touches, and another crew at the same time', async () => {
    const business = freshBusiness();
    await commit(appointmentAt(business, '2026-11-24T15:00:00.000Z'));

    const after = appointmentAt(business, '2026-11-24T16:00:00.000Z', { callId: 'call_2' as CallId });
    const beside = appointmentAt(business, '2026-11-24T15:00:00.000Z', {
      callId: 'call_3' as CallId,
      crewId: 'b',
    });

    expect(await commit(after)).toEqual({ kind: 'booked' });
    expect(await commit(beside)).toEqual({ kind: 'booked' });
  });

  it('refuses a time that is busy outside', async () => {
    const business = freshBusiness();
    await table.db.send(
      new PutCommand({ TableName: table.name, Item: { ...keys.day(business, '2026-11-24'), ax37: 1 } }),
    );

    expect(await commit(appointmentAt(business, '2026-11-24T15:00:00.000Z'))).toEqual({ kind: 'taken' });
  });

  it('takes both days of a job across midnight, or neither', async () => {
    const business = freshBusiness();
    const late = appointmentAt(business, '2026-11-25T05:30:00.000Z');
    await commit(late);

    const overlap = await commit(
      appointmentAt(business, '2026-11-25T06:00:00.000Z', { callId: 'call_2' as CallId }),
    );
    const before = await commit(
      appointmentAt(business, '2026-11-25T04:30:00.000Z', { callId: 'call_3' as CallId }),
    );

    expect(overlap).toEqual({ kind: 'taken' });
    expect(before).toEqual({ kind: 'booked' });
  });

  it('F-BK-1: lets exactly one of fifty win one time', async () => {
    const business = freshBusiness();

    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        commit(appointmentAt(business, '2026-11-24T15:00:00.000Z', { callId: `call_${index}` as CallId })),
      ),
    );

    expect(outcomes.filter(({ kind }) => kind === 'booked')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(49);
  });

  it('tries a conflict again and never calls it a lost time', async () => {
    const recorded = recordedDatabase(table.db, (_, index) => (index < 3 ? conflict() : undefined));

    const outcome = await commit(appointmentAt(freshBusiness(), '2026-11-24T15:00:00.000Z'), recorded.db);

    expect(outcome).toEqual({ kind: 'booked' });
    expect(recorded.requests).toHaveLength(4);
  });

  it('says to try again when the conflict does not end', async () => {
    const recorded = recordedDatabase(table.db, conflict);

    const booking = commit(appointmentAt(freshBusiness(), '2026-11-24T15:00:00.000Z'), recorded.db);

    await expect(booking).rejects.toMatchObject({ code: 'busy_try_again' });
  });
});

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
