import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/adapters/dynamodb/keys.ts';
import type { CallId } from '../../../functions/contracts/ids.ts';
import {
  type AppointmentsTable,
  appointmentAt,
  appointmentsIn,
  freshBusiness,
} from '../../support/appointments-table.ts';
import { type LocalTable, startTable } from '../../support/dynamo.ts';
import { recordedDatabase } from '../../support/recorded-database.ts';

let table: LocalTable;
let commit: AppointmentsTable['commit'];
let rowsOf: AppointmentsTable['rowsOf'];
beforeAll(async () => {
  table = await startTable();
  ({ commit, rowsOf } = appointmentsIn(table));
}, 60_000);
afterAll(() => table.stop());

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
