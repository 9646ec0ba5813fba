import { QUARTER_MINUTES } from '../business/business.ts';

const QUARTER_MS = QUARTER_MINUTES * 60_000;
const DAY_MS = 86_400_000;

/** The quarters (0 to 95) of one day document, named by its date `YYYY-MM-DD` at the business's fixed offset. */
export type DayCells = { readonly day: string; readonly quarters: readonly number[] };

export type Cell = { readonly day: string; readonly quarter: number };

/** Where an instant lies in the day documents of a business whose days are cut at this fixed offset. */
export const cellAt = (instantMs: number, dayOffsetMinutes: number): Cell => {
  const local = instantMs + dayOffsetMinutes * 60_000;
  const day = Math.floor(local / DAY_MS);
  return {
    day: new Date(day * DAY_MS).toISOString().slice(0, 10),
    quarter: Math.floor((local - day * DAY_MS) / QUARTER_MS),
  };
};

/** Every quarter that a span covers, grouped by day document. Starts and durations are multiples of a quarter hour. */
export const cellsOf = (startMs: number, durationMinutes: number, dayOffsetMinutes: number): DayCells[] => {
  const byDay = new Map<string, number[]>();
  for (let at = startMs; at < startMs + durationMinutes * 60_000; at += QUARTER_MS) {
    const { day, quarter } = cellAt(at, dayOffsetMinutes);
    const quarters = byDay.get(day);
    if (quarters) quarters.push(quarter);
    else byDay.set(day, [quarter]);
  }
  return [...byDay].map(([day, quarters]) => ({ day, quarters }));
};

/** The instant at which a day document begins. */
export const dayStartMs = (day: string, dayOffsetMinutes: number): number =>
  Date.parse(`${day}T00:00:00Z`) - dayOffsetMinutes * 60_000;
