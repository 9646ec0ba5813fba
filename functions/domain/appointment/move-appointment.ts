import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { cellsOf } from '../schedule/quarters.ts';
import { localDateTime } from '../schedule/zone.ts';
import { type Appointment, bookedFor } from './appointment.ts';
import { type ChangeRequest, checkChangeable, overtaken, read } from './change-wanted.ts';
import { checkPlace, crewsFor, type PlaceWanted, startWanted } from './place-wanted.ts';
import type { Appointments } from './ports.ts';

export type MovingDeps = {
  readonly settings: Pick<Settings, 'find'>;
  readonly appointments: Pick<Appointments, 'find' | 'move'>;
};

export type MovingRequest = ChangeRequest & {
  readonly wanted: PlaceWanted;
  /** Stands for the Idempotency-Key. */
  readonly occasion: string;
};

/**
 * Moves an appointment, whoever booked it: its old time is freed and the new one taken together, or neither. It stays as
 * long as it was booked for, with the same crew member where they are free. A fee that it has stands, and there is no
 * second one. The same occasion moves it once.
 *
 * Refuses with `appointment_not_found`, `appointment_cancelled`, `appointment_past`, `changed_meanwhile`, `time_past`,
 * `outside_hours`, `slot_taken`, `invalid_arguments`.
 */
export const moveAppointment =
  ({ settings, appointments }: MovingDeps) =>
  async (request: MovingRequest): Promise<Appointment> => {
    const { businessId, wanted, by, occasion, nowMs } = request;
    const [business, from] = await Promise.all([settings.find(businessId), read(appointments, request)]);
    if (!business) throw new Refusal('business_not_found');
    // Moved before it was cut off: what may be moved now does not matter any more.
    if (from.movedUnder === occasion) return from;
    checkChangeable(from, request);

    const { durationMinutes } = from;
    const startsAtMs = startWanted(business.zone, wanted);
    checkPlace(business, wanted, startsAtMs, durationMinutes, nowMs);
    const crewIds = crewsFor(business, wanted, from.crewId);
    if (startsAtMs === Date.parse(from.startsAt) && crewIds[0] === from.crewId) return from;

    const dayOffsetMinutes = business.dayOffsetMinutes;
    const cells = {
      free: cellsOf(Date.parse(from.startsAt), durationMinutes, dayOffsetMinutes),
      take: cellsOf(startsAtMs, durationMinutes, dayOffsetMinutes),
    };
    for (const crewId of crewIds) {
      const to: Appointment = {
        ...from,
        version: from.version + 1,
        crewId,
        startsAt: new Date(startsAtMs).toISOString(),
        zone: business.zone,
        localStart: localDateTime(business.zone, startsAtMs),
        bookedFor: bookedFor(from),
        movedAt: new Date(nowMs).toISOString(),
        movedUnder: occasion,
      };
      const outcome = await appointments.move({ from, to, cells, dayOffsetMinutes, by });
      if (outcome === 'moved') return to;
      if (outcome === 'changed') {
        const now = await read(appointments, request);
        if (now.movedUnder === occasion) return now;
        throw overtaken(now);
      }
    }
    throw new Refusal('slot_taken');
  };
