import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import type { BusinessId, CallId } from '../../functions/contracts/ids.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { feeFor } from '../../functions/domain/fee/fee-intent.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment } from './builders.ts';
import type { LocalTable } from './dynamo.ts';

const ids = derivedIds(hashing);
const patient = { pause: async () => undefined, chance: () => 0.5 };
const OFFSET = -360;

/** An appointment of a business of its own, so that tests do not meet. */
let count = 0;
export const freshBusiness = () => {
  count += 1;
  return `biz_fresh${String(count).padStart(6, '0')}` as BusinessId;
};
export const appointmentAt = (
  businessId: BusinessId,
  startsAt: string,
  differing: Partial<Appointment> = {},
) => {
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
    call: { id: appointment.callId as CallId, isTest: false, from: '+15125550187', startedAtMs: undefined },
    toolResult: 'You are booked.',
    now: Date.parse(appointment.bookedAt),
  });
/** Bookings and cancellations as the adapter does them in that table, and what is there afterwards. */
export const appointmentsIn = (table: LocalTable) => {
  const commit = (appointment: Appointment, db = table.db) =>
    dynamoAppointments({ db, name: table.name }, ids, patient).commit(
      appointment,
      cells(appointment),
      fee(appointment),
      OFFSET,
    );
  const cancel = (appointment: Appointment) =>
    dynamoAppointments(table, ids, patient).cancel(
      appointment,
      cells(appointment),
      '2026-11-23T16:00:00.000Z',
    );
  const rowsOf = async (businessId: BusinessId) =>
    (await table.rows()).filter((row) => String(row.pk).startsWith(`BIZ#${businessId}#`));

  /** What rows of the business still have to say. */
  const announcedOf = async (businessId: BusinessId) =>
    (await rowsOf(businessId))
      .flatMap((row) => (row.duePk && row.event ? [(row.event as { name: string }).name] : []))
      .sort();
  return { commit, cancel, rowsOf, announcedOf };
};

export type AppointmentsTable = ReturnType<typeof appointmentsIn>;
