import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { AppointmentCancelled, AppointmentMoved } from '../../contracts/events.ts';
import {
  type Appointment,
  appointmentBooked,
  appointmentCancelled,
  appointmentMoved,
  cancelledFrom,
} from '../../domain/appointment/appointment.ts';
import type { Appointments } from '../../domain/appointment/ports.ts';
import type { AuditEntry, Cause } from '../../domain/audit/audit-entry.ts';
import { isChained } from '../../domain/audit/chain.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { type Fee, feeOwed } from '../../domain/fee/fee.ts';
import type { DayCells } from '../../domain/schedule/quarters.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { auditPut } from './audit.ts';
import { bookedEntry, cancelledEntry, movedEntry } from './audit-entries.ts';
import { commitChained } from './chained-audit.ts';
import type { Table } from './client.ts';
import { freeQuarters, moveQuarters, takeQuarters } from './day-documents.ts';
import { keys, listed } from './keys.ts';
import { announces, wakes } from './outbox.ts';
import { appointmentLine, feeLine } from './row-lines.ts';
import { nounOf } from './rows.ts';
import { type TransactItems, type TransactionOutcome, transact } from './transaction.ts';
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

/** The columns of the row that a move changes. */
const MOVED = [
  'startsAt',
  'zone',
  'localStart',
  'crewId',
  'version',
  'bookedFor',
  'movedAt',
  'movedUnder',
  'listSk',
] as const;

export const dynamoAppointments = (
  { db, name: table }: Table,
  ids: DerivedIds,
  waiting: Waiting,
): Appointments => {
  /** What people decide is a link of their chain, what machines decide is not. */
  const decide = (entry: AuditEntry, items: TransactItems): Promise<TransactionOutcome> =>
    isChained(entry)
      ? commitChained({ db, name: table }, waiting, entry, items)
      : transact(db, [...items, auditPut(table, entry)], waiting);

  /**
   * In a row of its own: the booking may not be out yet, and two facts in one row would be one. The appointment's
   * condition is its condition.
   */
  const news = (
    { businessId, id, version }: Appointment,
    what: string,
    event: AppointmentMoved | AppointmentCancelled,
  ): TransactItems[number] => ({
    Put: {
      TableName: table,
      Item: {
        ...keys.news(businessId, id, `${what}#${version}`),
        v: 1,
        ...announces(event),
        expiresAt: Math.floor(Date.parse(event.at) / 1000) + NEWS_KEPT_SECONDS,
      },
    },
  });

  return {
    async commit(appointment, cells, fee, dayOffsetMinutes) {
      const row = fee && feeRow(ids, fee);
      const outcome = await decide(bookedEntry(appointment, fee), [
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
        ...(row
          ? [{ Put: { TableName: table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' } }]
          : []),
      ]);
      if (outcome.kind === 'committed') {
        written(appointmentLine(appointment));
        if (fee && row) written(feeLine(undefined, fee, 'dueSk' in row ? row.dueSk : undefined));
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

    async move(move) {
      const { from, to, cells, dayOffsetMinutes } = move;
      const { businessId } = to;
      const values = { ...to, ...listed('appointments', to.startsAt) };
      const outcome = await decide(movedEntry(move), [
        {
          Update: {
            TableName: table,
            Key: keys.appointment(businessId, to.id),
            UpdateExpression: `SET ${MOVED.map((name) => `#${name} = :${name}`).join(', ')}`,
            ConditionExpression: '#status = :booked AND #version = :asRead',
            ExpressionAttributeNames: {
              '#status': 'status',
              ...Object.fromEntries(MOVED.map((name) => [`#${name}`, name])),
            },
            ExpressionAttributeValues: {
              ':booked': 'booked',
              ':asRead': from.version,
              ...Object.fromEntries(MOVED.map((name) => [`:${name}`, values[name]])),
            },
          },
        },
        ...moveQuarters(table, { businessId, dayOffsetMinutes, from: from.crewId, to: to.crewId, ...cells }),
        news(to, 'moved', appointmentMoved(ids, to, to.movedAt ?? to.bookedAt)),
      ]);
      if (outcome.kind === 'committed') {
        written(appointmentLine(to));
        return 'moved';
      }
      const because = outcome.failed[0] ? 'changed' : 'taken';
      passedOver({ ...appointmentLine(from), because });
      return because;
    },

    async cancel(appointment, cells, at, word = {}) {
      const { by, because } = word;
      const cancelled = cancelledFrom(appointment, at, word);
      const cause: Cause = by
        ? { actor: `person:${by}`, id: undefined }
        : { actor: 'system', id: appointment.callId };
      const outcome = await decide(cancelledEntry(appointment, cancelled, at, cause), [
        {
          Update: {
            TableName: table,
            Key: keys.appointment(appointment.businessId, appointment.id),
            UpdateExpression: `SET #status = :cancelled, #version = :next, #cancelledAt = :at${by ? ', cancelledBy = :by' : ''}${because ? ', cancelledBecause = :because' : ''}`,
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
              ...(by && { ':by': by }),
              ...(because && { ':because': because }),
            },
          },
        },
        news(cancelled, 'cancelled', appointmentCancelled(ids, cancelled, at)),
        ...cells.map((day: DayCells) => freeQuarters(table, appointment.businessId, appointment.crewId, day)),
      ]);
      if (outcome.kind === 'committed') written(appointmentLine(cancelled));
      return outcome.kind === 'committed';
    },
  };
};
