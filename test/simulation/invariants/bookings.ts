import type { Business } from '../../../functions/domain/business/business.ts';
import type { Deeds } from '../world/scene.ts';
import type { Row } from '../world/universe.ts';
import type { Rows } from './check-end.ts';
import { firstStartOf, placesOf } from './places.ts';
import type { Report } from './violation.ts';
import { saysTime, wallClock } from './wall-clock.ts';
import type { HeardByCaller, Witness } from './witness.ts';

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** So old may an offer be that is booked. */
const OFFERS_LIVE_MS = 20 * 60_000;

/** Whether the business is open at that moment, by the wall clock. */
const isOpenAt = ({ zone, hours }: Business, at: number): boolean => {
  const { time, weekday } = wallClock(zone, at);
  const yesterday = (weekday + 6) % 7;
  return hours.some((span) => {
    const isOvernight = span.closes <= span.opens;
    if (span.weekday === weekday && time >= span.opens && (isOvernight || time < span.closes)) return true;
    return isOvernight && span.weekday === yesterday && time < span.closes;
  });
};

/** What callers were told is so. */
const checkTold = (
  heard: readonly HeardByCaller[],
  { appointments }: Rows,
  { places }: Deeds,
  report: Report,
): void => {
  const byId = new Map(appointments.map((row) => [row.id, row]));
  const offered = new Map<string, string>();
  for (const { callId, businessId, tool, args, answer } of heard) {
    for (const slot of answer?.slots ?? []) offered.set(`${callId} ${slot.slot_id}`, slot.starts_at);
    if (tool !== 'book_appointment' || !answer?.ok) continue;
    const row = byId.get(answer.booking_id);
    if (row === undefined) report('B2', `${callId} was told ${answer.booking_id}, which does not exist`);
    else if (
      !placesOf(places, row).some(({ startsAt }) => startsAt === answer.starts_at) ||
      row.businessId !== businessId ||
      row.callId !== callId
    ) {
      report(
        'B2',
        `${callId} was told ${answer.booking_id} at ${answer.starts_at}, which is at ${row.startsAt}`,
      );
    } else if (!saysTime(String(answer.say), String(row.zone), Date.parse(String(answer.starts_at)))) {
      report('B2', `${callId} was told "${answer.say}" of ${answer.starts_at}`);
    }
    const wished = offered.get(`${callId} ${args.slot_id}`);
    if (wished !== undefined && wished !== answer.starts_at && row?.movedAt === undefined) {
      report('B2', `${callId} asked for ${wished} and was told ${answer.starts_at}`);
    }
  }
};

const checkOnce = ({ appointments }: Rows, report: Report): void => {
  const seen = new Map<string, unknown>();
  for (const row of appointments) {
    if (row.status !== 'booked' || row.callId === undefined) continue;
    const key = `${row.businessId} ${row.callId} ${row.serviceId} ${firstStartOf(row)}`;
    if (seen.has(key)) report('B3', `${key} is booked twice: ${seen.get(key)} and ${row.id}`);
    seen.set(key, row.id);
  }
};

const checkTimes = (witness: Witness, { appointments }: Rows, deeds: Deeds, report: Report): void => {
  const businesses = new Map(witness.businesses.map((business) => [business.id as string, business]));
  for (const row of appointments) {
    const business = businesses.get(String(row.businessId));
    if (business === undefined) continue;
    const startsAt = Date.parse(String(row.startsAt));
    const { date, time } = wallClock(business.zone, startsAt);
    if (row.localStart !== `${date}T${time}`) {
      report(
        'B4',
        `${row.id} starts at ${row.startsAt}, which is ${date}T${time} there and not ${row.localStart}`,
      );
    }
    if (startsAt <= Date.parse(String(row.movedAt ?? row.bookedAt)) - 5 * 60_000)
      report('B4', `${row.id} was booked for the past`);
    const service = business.services.find(({ id }) => id === row.serviceId);
    if (row.durationMinutes !== service?.durationMinutes) {
      report(
        'B4',
        `${row.id} lasts ${row.durationMinutes} minutes and its service ${service?.durationMinutes}`,
      );
    }
    const noticeMs = business.noticeMinutes * 60_000 - OFFERS_LIVE_MS - 2 * (witness.skewMs ?? 0);
    // Notice binds the agent, and nobody who works there.
    const isByHand = row.madeBy !== undefined || row.movedAt !== undefined;
    if (!isByHand && startsAt < Date.parse(String(row.bookedAt)) + noticeMs) {
      report(
        'B4',
        `${row.id} at ${row.startsAt} was booked at ${row.bookedAt}, against the notice of its business`,
      );
    }
    if (deeds.changed.has(String(row.businessId))) continue;
    for (let at = startsAt; at < startsAt + Number(row.durationMinutes) * 60_000; at += QUARTER_MS) {
      if (!isOpenAt(business, at)) {
        report('B4', `${row.id} lasts into ${new Date(at).toISOString()}, when ${row.businessId} is closed`);
        break;
      }
    }
  }
};

/** The quarters that are taken on a day, each under its crew member: `aq36`. */
export const quartersOf = (day: Row): readonly string[] =>
  Object.keys(day).filter((name) => /^[a-z]{1,2}q\d+$/.test(name));

/** Every quarter that is taken has a live appointment, and every live appointment has all its quarters. */
const checkQuarters = (witness: Witness, { appointments, days }: Rows, report: Report): void => {
  for (const { id, dayOffsetMinutes } of witness.businesses) {
    const wanted = new Map<string, unknown>();
    for (const row of appointments) {
      if (row.businessId !== id || row.status !== 'booked') continue;
      const from = Date.parse(String(row.startsAt));
      for (let at = from; at < from + Number(row.durationMinutes) * 60_000; at += QUARTER_MS) {
        const local = at + dayOffsetMinutes * 60_000;
        const day = new Date(Math.floor(local / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
        const quarter = `D#${day} ${row.crewId}q${Math.floor((local % DAY_MS) / QUARTER_MS)}`;
        const other = wanted.get(quarter);
        if (other !== undefined) report('B1', `${row.id} and ${other} of ${id} both want ${quarter}`);
        wanted.set(quarter, row.id);
      }
    }
    const taken = new Set(
      days
        .filter(({ pk }) => pk === `BIZ#${id}#SCHEDULE`)
        .flatMap((row) => quartersOf(row).map((name) => `${row.sk} ${name}`)),
    );
    for (const [quarter, appointment] of wanted) {
      if (!taken.has(quarter)) report('B6', `${appointment} does not hold its quarter ${quarter}`);
    }
    for (const quarter of taken)
      if (!wanted.has(quarter)) report('B6', `nobody has the quarter ${quarter} of ${id}`);
  }
};

export const checkBookings = (witness: Witness, rows: Rows, deeds: Deeds, report: Report): void => {
  checkTold(witness.heard, rows, deeds, report);
  checkOnce(rows, report);
  checkTimes(witness, rows, deeds, report);
  checkQuarters(witness, rows, report);
};
