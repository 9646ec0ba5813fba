import { GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  type Appointment,
  appointmentBooked,
  appointmentCancelled,
} from '../../domain/appointment/appointment.ts';
import type { Appointments } from '../../domain/appointment/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type Fee, feeOwed } from '../../domain/fee/fee.ts';
import type { DayCells } from '../../domain/schedule/quarters.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { bookedEntry, cancelledEntry } from './audit-entries.ts';
import type { Table } from './client.ts';
import { freeQuarters, takeQuarters } from './day-documents.ts';
import { keys, listed } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { appointmentLine, feeLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { transact } from './transaction.ts';
import { passedOver, written } from './written.ts';

/** The event charges a fee within seconds; the due index asks again only if that has not happened by then. */
const FEE_FIRST_WAKE_MS = 120_000;
const FEE_WAKE_EVERY_SECONDS = 300;
/** Longer than any outage that the due index still catches up after. */
const NEWS_KEPT_SECONDS = 45 * 86_400;

const feeRow = (ids: DerivedIds, fee: Fee) => ({
  ...keys.fee(fee.businessId, fee.appointmentId),
  ...fee,
  ...listed('fees', fee.createdAt),
  ...(fee.state === 'owed' &&
    wakes(feeOwed(ids, fee), Date.parse(fee.createdAt) + FEE_FIRST_WAKE_MS, FEE_WAKE_EVERY_SECONDS)),
});

export const dynamoAppointments = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): Appointments => ({
  async commit(appointment, cells, fee, dayOffsetMinutes) {
    const row = feeRow(ids, fee);
    const outcome = await transact(
      db,
      [
        {
          Put: {
            TableName: table,
            Item: {
              ...keys.appointment(appointment.businessId, appointment.id),
              ...appointment,
              ...listed('appointments', appointment.startsAt),
              ...announces(appointmentBooked(ids, appointment)),
            },
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...cells.map((day: DayCells) =>
          takeQuarters(table, appointment.businessId, dayOffsetMinutes, appointment.crewId, day),
        ),
        {
          Put: {
            TableName: table,
            Item: row,
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        auditPut(table, bookedEntry(appointment, fee)),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') {
      written(appointmentLine(appointment));
      written(feeLine(undefined, fee, 'dueSk' in row ? row.dueSk : undefined));
      return { kind: 'booked' };
    }
    passedOver({ ...appointmentLine(appointment), because: outcome.failed[0]?.row ? 'exists' : 'taken' });
    // Our own first booking also took the quarters: whether the row exists is asked before whether the time is taken.
    const existing = outcome.failed[0]?.row;
    if (existing) return { kind: 'exists', appointment: nounOf<Appointment>(existing) };
    return { kind: 'taken' };
  },

  async find(businessId, id) {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: keys.appointment(businessId, id), ConsistentRead: true }),
    );
    return Item && nounOf<Appointment>(Item);
  },

  async cancel(appointment, cells, at, cause = { actor: 'system', id: appointment.callId }) {
    const cancelled: Appointment = {
      ...appointment,
      status: 'cancelled',
      version: appointment.version + 1,
      cancelledAt: at,
    };
    const outcome = await transact(
      db,
      [
        {
          Update: {
            TableName: table,
            Key: keys.appointment(appointment.businessId, appointment.id),
            UpdateExpression: 'SET #status = :cancelled, #version = :next, #cancelledAt = :at',
            ConditionExpression: '#status = :booked AND #version = :version',
            ExpressionAttributeNames: {
              '#status': 'status',
              '#version': 'version',
              '#cancelledAt': 'cancelledAt',
            },
            ExpressionAttributeValues: {
              ':booked': 'booked',
              ':cancelled': cancelled.status,
              ':version': appointment.version,
              ':next': cancelled.version,
              ':at': at,
            },
          },
        },
        // In a row of its own: the booking may not be out yet, and two facts in one row would be one. The appointment's
        // condition is its condition.
        {
          Put: {
            TableName: table,
            Item: {
              ...keys.news(appointment.businessId, appointment.id, `cancelled#${cancelled.version}`),
              v: 1,
              ...announces(appointmentCancelled(ids, cancelled, at)),
              expiresAt: Math.floor(Date.parse(at) / 1000) + NEWS_KEPT_SECONDS,
            },
          },
        },
        ...cells.map((day: DayCells) => freeQuarters(table, appointment.businessId, appointment.crewId, day)),
        auditPut(table, cancelledEntry(appointment, cancelled, at, cause)),
      ],
      waiting,
    );
    if (outcome.kind === 'committed') written(appointmentLine(cancelled));
    return outcome.kind === 'committed';
  },
});
