import type { LookupAvailabilityArguments } from '../../contracts/tools.ts';
import type { Availability } from './lookup-availability.ts';
import { spokenChoice, spokenDate, spokenTime } from './spoken.ts';
import { localTimeAt, minutesOf } from './zone.ts';

/** `On Tuesday, November 24 I have 9 AM or 11 AM. On …`: the slots, day by day, for the ear. */
export const sayTimes = (zone: string, startsAtMs: readonly number[]): string => {
  const byDate = new Map<string, string[]>();
  for (const at of startsAtMs) {
    const date = spokenDate(zone, at);
    byDate.set(date, [...(byDate.get(date) ?? []), spokenTime(zone, at)]);
  }
  return [...byDate].map(([date, times]) => `On ${date} I have ${spokenChoice(times)}.`).join(' ');
};

/** The sentence the agent may say about what a lookup found. */
export const saySlots = (found: Availability, wish: LookupAvailabilityArguments): string => {
  const { business, slots } = found;
  const starts = slots.map((slot) => Date.parse(slot.starts_at));
  if (starts.length === 0) {
    return `I have nothing free in the days I can see; we book up to ${business.horizonDays} days ahead. Would another week work?`;
  }
  const times = sayTimes(business.zone, starts);
  if (!found.asWished) return `I have nothing at that time. The nearest I have: ${times}`;
  if (wish.time === undefined) return `${times} Which works for you?`;
  const wanted = minutesOf(wish.time);
  const exact = starts.find((at) => localTimeAt(business.zone, at).minutes === wanted);
  return exact === undefined
    ? `That exact time is not free. ${times}`
    : `${spokenDate(business.zone, exact)} at ${spokenTime(business.zone, exact)} is free. Shall I book it?`;
};
