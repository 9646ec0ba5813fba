import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import type { Table } from '../../functions/adapters/dynamodb/client.ts';
import { dynamoDiary } from '../../functions/adapters/dynamodb/diary.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { AppointmentId, BusinessId } from '../../functions/contracts/ids.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import { cancelAppointment } from '../../functions/domain/appointment/cancel-appointment.ts';
import {
  type AppointmentWanted,
  makeAppointment,
} from '../../functions/domain/appointment/make-appointment.ts';
import { moveAppointment } from '../../functions/domain/appointment/move-appointment.ts';
import type { PlaceWanted } from '../../functions/domain/appointment/place-wanted.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { feeFor } from '../../functions/domain/fee/fee-intent.ts';
import { findFreeTimes } from '../../functions/domain/schedule/find-free-times.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from './builders.ts';
import { memoryTable } from './memory-database.ts';

const ids = derivedIds(hashing);
const patient = { pause: async () => undefined, chance: () => 0.5 };
export const SAM = PersonId.parse('00000000-0000-4000-8000-000000000001');

let diaries = 0;

/** What people of a business of its own do with its appointments, in that table. */
export const aDiary = async (table: Table, differing: Partial<Business> = {}) => {
  diaries += 1;
  const business = aBusiness({
    id: `biz_diary${String(diaries).padStart(5, '0')}` as BusinessId,
    ...differing,
  });
  const { id: businessId, dayOffsetMinutes } = business;
  await table.db.send(
    new PutCommand({ TableName: table.name, Item: { ...keys.configuration(businessId), ...business } }),
  );
  const settings = dynamoSettings(table, patient);
  const own = { ...dynamoDiary(table, ids, patient), settings };
  let asked = 0;
  const nextOccasion = () => {
    asked += 1;
    return `occasion-${asked}`;
  };

  /** A crew member's quarters that are taken, as `day: crew q …`. */
  const taken = async () => {
    const days = await own.days.read(businessId, '2026-01-01', '2028-12-31');
    return [...days.values()].flatMap((document) =>
      business.crews.flatMap((crew) => {
        const quarters = Array.from({ length: 96 }, (_, quarter) => quarter);
        const mine = quarters.filter((quarter) => document.isTaken(crew.id, quarter));
        return mine.length === 0 ? [] : [`${document.day} ${crew.id}: ${mine.join(' ')}`];
      }),
    );
  };

  return {
    business,
    businessId,
    taken,
    find: (id: AppointmentId) => own.appointments.find(businessId, id),
    make: (wanted: Partial<AppointmentWanted> = {}, occasion = nextOccasion(), nowMs = MONDAY_MORNING) =>
      makeAppointment({ ...own, by: hashing })({
        businessId,
        wanted: {
          service: 'Furnace repair',
          outsideHours: false,
          customer: { name: 'Dana Reyes', phone: '(512) 555-0187' },
          ...(wanted.localStart === undefined && { startsAt: '2026-11-24T15:00:00.000Z' }),
          ...wanted,
        },
        by: SAM,
        occasion,
        nowMs,
      }),
    move: (
      from: Pick<Appointment, 'id' | 'version'>,
      wanted: Partial<PlaceWanted>,
      occasion = nextOccasion(),
      nowMs = MONDAY_MORNING,
    ) =>
      moveAppointment(own)({
        businessId,
        appointmentId: from.id,
        version: from.version,
        wanted: { outsideHours: false, ...wanted },
        by: SAM,
        occasion,
        nowMs,
      }),
    cancel: (from: Pick<Appointment, 'id' | 'version'>, nowMs = MONDAY_MORNING) =>
      cancelAppointment(own)({
        businessId,
        appointmentId: from.id,
        version: from.version,
        by: SAM,
        reason: 'customer_asked',
        nowMs,
      }),
    freeTimes: (
      from: string,
      until: string,
      more: { crew?: string; limit?: number; moving?: AppointmentId } = {},
      nowMs = MONDAY_MORNING,
    ) =>
      findFreeTimes(own)(businessId, { service: 'furnace-repair', from, until, limit: 500, ...more }, nowMs),
    /** As the agent does it. */
    book(differing: Partial<Appointment> = {}) {
      const appointment = anAppointment({
        id: `apt_agents${businessId.slice(4)}` as AppointmentId,
        businessId,
        ...(differing as object),
      });
      const cells = cellsOf(Date.parse(appointment.startsAt), appointment.durationMinutes, dayOffsetMinutes);
      const fee = feeFor({
        ids,
        appointment,
        business,
        call: { id: appointment.callId, isTest: false, from: '+15125550187', startedAtMs: undefined },
        toolResult: 'You are booked.',
        now: MONDAY_MORNING,
      });
      return dynamoAppointments(table, ids, patient).commit(appointment, cells, fee, dayOffsetMinutes);
    },
  };
};

/** The same in a store whose rows can be looked at: `like` gives those of the business whose sort key fits. */
export const aBookIn = async (
  table: Table & { rows(): Promise<readonly Readonly<Record<string, unknown>>[]> },
  differing: Partial<Business> = {},
) => {
  const diary = await aDiary(table, differing);
  const rows = async () =>
    (await table.rows()).filter((row) => String(row.pk).startsWith(`BIZ#${diary.businessId}#`));
  const like = async (sk: RegExp) => (await rows()).filter((row) => sk.test(String(row.sk)));
  return { ...diary, table, like };
};

/** The same in a store in memory of its own. */
export const aBook = (differing: Partial<Business> = {}) =>
  aDiary(
    memoryTable([], () => MONDAY_MORNING).reaching(() => true),
    differing,
  );

export const TWO_CREWS = [
  { id: 'a', name: 'A' },
  { id: 'b', name: 'B' },
];

/** What each came to: what it gave, or the code it was refused with. */
export const outcomes = async <T>(attempts: readonly Promise<T>[]): Promise<(T | string)[]> =>
  (await Promise.allSettled(attempts)).map((one) => {
    if (one.status === 'fulfilled') return one.value;
    const { code } = one.reason as { code?: string };
    if (code === undefined) throw one.reason;
    return code;
  });
