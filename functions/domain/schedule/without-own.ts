import type { Appointment } from '../appointment/appointment.ts';
import type { DayDocument } from './availability.ts';
import { cellsOf } from './quarters.ts';

type Own = Pick<Appointment, 'crewId' | 'startsAt' | 'durationMinutes'>;

/** What is taken by everything but this appointment: an appointment that is moved is not in its own way. */
export const withoutOwn = (
  days: ReadonlyMap<string, DayDocument>,
  { crewId, startsAt, durationMinutes }: Own,
  dayOffsetMinutes: number,
): ReadonlyMap<string, DayDocument> => {
  const own = new Map(
    cellsOf(Date.parse(startsAt), durationMinutes, dayOffsetMinutes).map(({ day, quarters }) => [
      day,
      new Set(quarters),
    ]),
  );
  return new Map(
    [...days].map(([day, document]) => [
      day,
      {
        day,
        isTaken: (crew, quarter) =>
          document.isTaken(crew, quarter) && !(crew === crewId && own.get(day)?.has(quarter)),
      },
    ]),
  );
};
