import type { AppointmentId, BusinessId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { DayDocument } from '../schedule/availability.ts';
import type { Schedules } from '../schedule/ports.ts';
import type { DayCells } from '../schedule/quarters.ts';

type Rehearsed = { readonly appointment: Appointment; readonly cells: readonly DayCells[] };

/**
 * A business's calendar that can be booked without anybody's noticing: the real one is read and never written, and what was
 * booked here lies on top of it for as long as this lives.
 */
export const openSandbox = (
  schedules: Schedules,
): { readonly schedules: Schedules; readonly appointments: Pick<Appointments, 'commit' | 'find'> } => {
  const booked = new Map<AppointmentId, Rehearsed>();

  const isTakenHere = (day: string, crewId: string, quarter: number): boolean =>
    [...booked.values()].some(
      ({ appointment, cells }) =>
        appointment.crewId === crewId &&
        cells.some((cell) => cell.day === day && cell.quarters.includes(quarter)),
    );

  const withBooked = (days: ReadonlyMap<string, DayDocument>): ReadonlyMap<string, DayDocument> => {
    const here = [...booked.values()].flatMap(({ cells }) => cells.map(({ day }) => day));
    const all = new Set([...days.keys(), ...here]);
    return new Map(
      [...all].map((day) => [
        day,
        {
          day,
          isTaken: (crewId, quarter) =>
            isTakenHere(day, crewId, quarter) || (days.get(day)?.isTaken(crewId, quarter) ?? false),
        },
      ]),
    );
  };

  const read = async (businessId: BusinessId, lastDay: string) => {
    const found = await schedules.read(businessId, lastDay);
    return found && { ...found, days: withBooked(found.days) };
  };

  return {
    schedules: { read },
    appointments: {
      async commit(appointment, cells) {
        const before = booked.get(appointment.id);
        if (before) return { kind: 'exists', appointment: before.appointment };
        const lastDay =
          cells
            .map(({ day }) => day)
            .sort()
            .at(-1) ?? '';
        const days = (await read(appointment.businessId, lastDay))?.days;
        const isTaken = cells.some(({ day, quarters }) =>
          quarters.some((quarter) => days?.get(day)?.isTaken(appointment.crewId, quarter)),
        );
        if (isTaken) return { kind: 'taken' };
        booked.set(appointment.id, { appointment, cells });
        return { kind: 'booked' };
      },
      find: async (_, id) => booked.get(id)?.appointment,
    },
  };
};
