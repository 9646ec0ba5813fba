import type { NotOffered } from '../../contracts/api/explanations.ts';
import type { AppointmentId } from '../../contracts/ids.ts';
import { type Appointment, endsAtMs } from '../appointment/appointment.ts';
import { type Profile, QUARTER_MINUTES, type Service } from '../business/business.ts';
import type { DayDocument } from './availability.ts';
import { openingsOn, openUntil, type Span } from './openings.ts';
import { cellsOf } from './quarters.ts';
import { addDays, localTimeAt } from './zone.ts';

/** Why a time is not offered, with what it follows from. Instants are ISO. */
export type Reason = {
  readonly code: NotOffered;
  readonly earliest?: string;
  readonly noticeMinutes?: number;
  readonly latest?: string;
  readonly horizonDays?: number;
  readonly date?: string;
  readonly openings?: readonly { readonly opens: string; readonly closes: string }[];
  readonly closes?: string;
  readonly durationMinutes?: number;
  readonly startEveryMinutes?: number;
  readonly crewId?: string;
  readonly appointmentIds?: readonly AppointmentId[];
};

export type TimeAsked = {
  /** With those of its crews who may do it. */
  readonly business: Profile;
  readonly service: Service;
  readonly days: ReadonlyMap<string, DayDocument>;
  /** Live ones around the time, to name what has taken it. */
  readonly appointments: readonly Pick<Appointment, 'id' | 'crewId' | 'startsAt' | 'durationMinutes'>[];
  readonly startsAtMs: number;
  readonly nowMs: number;
};

const MINUTE_MS = 60_000;
const QUARTER_MS = QUARTER_MINUTES * MINUTE_MS;

const iso = (ms: number): string => new Date(ms).toISOString();

const byTheClock = ({ business, startsAtMs, nowMs }: TimeAsked): Reason[] => {
  const { noticeMinutes, horizonDays } = business;
  const earliestMs = nowMs + noticeMinutes * MINUTE_MS;
  const latestMs = nowMs + horizonDays * 24 * 60 * MINUTE_MS;
  if (startsAtMs < nowMs) return [{ code: 'past' }];
  if (startsAtMs < earliestMs) return [{ code: 'notice', earliest: iso(earliestMs), noticeMinutes }];
  return startsAtMs > latestMs ? [{ code: 'horizon', latest: iso(latestMs), horizonDays }] : [];
};

/** Spans of opening that an instant lies in, each with the instant until which the business stays open from it on. */
const spansAt = (business: Profile, date: string, startsAtMs: number): (Span & { untilMs: number })[] =>
  // The night before may still be open after midnight.
  [addDays(date, -1), date].flatMap((day) => {
    const openings = openingsOn(business, day);
    const onward = [...openings, ...openingsOn(business, addDays(day, 1))];
    return openings
      .filter(({ startMs, endMs }) => startMs <= startsAtMs && startsAtMs < endMs)
      .map((span) => ({ ...span, untilMs: openUntil(span.endMs, onward) }));
  });

const byHours = ({ business, service, startsAtMs }: TimeAsked): Reason[] => {
  const { date } = localTimeAt(business.zone, startsAtMs);
  const spans = spansAt(business, date, startsAtMs);
  if (spans.length === 0) {
    const openings = openingsOn(business, date).map(({ startMs, endMs }) => ({
      opens: iso(startMs),
      closes: iso(endMs),
    }));
    return [
      openings.length === 0 ? { code: 'closed_that_day', date } : { code: 'outside_hours', date, openings },
    ];
  }
  const { durationMinutes } = service;
  const { startEveryMinutes } = business;
  const long = spans.filter(({ untilMs }) => startsAtMs + durationMinutes * MINUTE_MS <= untilMs);
  // One has to be long enough and begin so that the time is a start of its own.
  const isStart = (long.length > 0 ? long : spans).some(
    ({ startMs }) => (startsAtMs - startMs) % (startEveryMinutes * MINUTE_MS) === 0,
  );
  const closes = iso(Math.max(...spans.map(({ untilMs }) => untilMs)));
  return [
    ...(long.length === 0 ? [{ code: 'does_not_fit' as const, date, closes, durationMinutes }] : []),
    ...(isStart ? [] : [{ code: 'off_grid' as const, startEveryMinutes }]),
  ];
};

/** Nothing while somebody is free: then of each of them what they do in that time. */
const byCrews = ({ business, service, days, appointments, startsAtMs }: TimeAsked): Reason[] => {
  const firstMs = Math.floor(startsAtMs / QUARTER_MS) * QUARTER_MS;
  const endMs = startsAtMs + service.durationMinutes * MINUTE_MS;
  const minutes = Math.ceil((endMs - firstMs) / QUARTER_MS) * QUARTER_MINUTES;
  const cells = cellsOf(firstMs, minutes, business.dayOffsetMinutes);
  const busy = business.crews.filter(({ id }) =>
    cells.some(({ day, quarters }) => {
      const document = days.get(day);
      return document !== undefined && quarters.some((quarter) => document.isTaken(id, quarter));
    }),
  );
  if (busy.length < business.crews.length) return [];
  const overlaps = (one: Pick<Appointment, 'startsAt' | 'durationMinutes'>) =>
    Date.parse(one.startsAt) < endMs && endsAtMs(one) > startsAtMs;
  return busy.map(({ id }) => ({
    code: 'taken',
    crewId: id,
    appointmentIds: appointments.filter((one) => one.crewId === id && overlaps(one)).map((one) => one.id),
  }));
};

/** All reasons for which a time is not offered: none if and only if `freeStarts` has it. */
export const whyNotOffered = (asked: TimeAsked): Reason[] => [
  ...byTheClock(asked),
  ...byHours(asked),
  ...byCrews(asked),
];
