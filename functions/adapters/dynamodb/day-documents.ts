import type { BusinessId } from '../../contracts/ids.ts';
import type { DayDocument } from '../../domain/schedule/availability.ts';
import { type DayCells, dayStartMs } from '../../domain/schedule/quarters.ts';
import { keys } from './keys.ts';
import type { TransactItems } from './transaction.ts';

/**
 * A day document has one attribute `<crew>q<quarter>` per quarter that we took, and one `<crew>x<quarter>` per quarter
 * that is busy outside: they are tested side by side, so that freeing one never frees the other. The value is 1, because
 * ids would make a full day cost more than twice the units.
 */
const ours = (crewId: string, quarter: number) => `${crewId}q${quarter}`;
const outside = (crewId: string, quarter: number) => `${crewId}x${quarter}`;

/** A past day disappears by itself, two days after it ended. */
const expiresAt = (day: string, dayOffsetMinutes: number): number =>
  Math.floor(dayStartMs(day, dayOffsetMinutes) / 1000) + 3 * 86_400;

/** A condition expression may have 4 KB; 60 quarters (15 hours) of two tests each stay below it. */
const MOST_QUARTERS = 60;

export const takeQuarters = (
  table: string,
  businessId: BusinessId,
  dayOffsetMinutes: number,
  crewId: string,
  { day, quarters }: DayCells,
): TransactItems[number] => {
  if (quarters.length > MOST_QUARTERS) throw new Error(`an update takes at most ${MOST_QUARTERS} quarters`);
  return {
    Update: {
      TableName: table,
      Key: keys.day(businessId, day),
      UpdateExpression: `SET ${quarters.map((quarter) => `${ours(crewId, quarter)}=:t`).join(',')},expiresAt=:e`,
      ConditionExpression: quarters
        .flatMap((quarter) => [ours(crewId, quarter), outside(crewId, quarter)])
        .map((attribute) => `attribute_not_exists(${attribute})`)
        .join(' AND '),
      ExpressionAttributeValues: { ':t': 1, ':e': expiresAt(day, dayOffsetMinutes) },
    },
  };
};

export const freeQuarters = (
  table: string,
  businessId: BusinessId,
  crewId: string,
  { day, quarters }: DayCells,
): TransactItems[number] => ({
  Update: {
    TableName: table,
    Key: keys.day(businessId, day),
    UpdateExpression: `REMOVE ${quarters.map((quarter) => ours(crewId, quarter)).join(',')}`,
    ConditionExpression: quarters
      .map((quarter) => `attribute_exists(${ours(crewId, quarter)})`)
      .join(' AND '),
  },
});

/** One crew member's quarters of one day are freed, and quarters of the same day taken for the same or another one. */
const swapQuarters = (
  table: string,
  { businessId, dayOffsetMinutes, from, to }: QuarterMove,
  day: string,
  free: readonly number[],
  take: readonly number[],
): TransactItems[number] => {
  if (take.length > MOST_QUARTERS) throw new Error(`an update takes at most ${MOST_QUARTERS} quarters`);
  const isKept = (quarter: number) => from === to && free.includes(quarter) && take.includes(quarter);
  const sets = [...take.filter((quarter) => !isKept(quarter)).map((quarter) => `${ours(to, quarter)}=:t`)];
  const removes = free.filter((quarter) => !isKept(quarter)).map((quarter) => ours(from, quarter));
  return {
    Update: {
      TableName: table,
      Key: keys.day(businessId, day),
      UpdateExpression: [
        `SET ${[...sets, 'expiresAt=:e'].join(',')}`,
        ...(removes.length > 0 ? [`REMOVE ${removes.join(',')}`] : []),
      ].join(' '),
      // That what is freed is ours the appointment's version says; a test of each would not fit beside these.
      ConditionExpression: take
        .flatMap((quarter) => [
          `attribute_${isKept(quarter) ? 'exists' : 'not_exists'}(${ours(to, quarter)})`,
          `attribute_not_exists(${outside(to, quarter)})`,
        ])
        .join(' AND '),
      ExpressionAttributeValues: {
        ':e': expiresAt(day, dayOffsetMinutes),
        ...(sets.length > 0 && { ':t': 1 }),
      },
    },
  };
};

/** From one crew member's quarters to those of the same or another one. */
export type QuarterMove = {
  readonly businessId: BusinessId;
  readonly dayOffsetMinutes: number;
  /** Crew members. */
  readonly from: string;
  readonly to: string;
  readonly free: readonly DayCells[];
  readonly take: readonly DayCells[];
};

/** Frees and takes, each day in one action: a transaction may not touch a row twice. */
export const moveQuarters = (table: string, move: QuarterMove): TransactItems => {
  const { businessId, dayOffsetMinutes, from, to } = move;
  const of = (cells: readonly DayCells[], day: string) => cells.find((cell) => cell.day === day);
  const days = new Set([...move.free, ...move.take].map(({ day }) => day));
  return [...days].map((day) => {
    const [free, take] = [of(move.free, day), of(move.take, day)];
    if (free && take) return swapQuarters(table, move, day, free.quarters, take.quarters);
    if (take) return takeQuarters(table, businessId, dayOffsetMinutes, to, take);
    return freeQuarters(table, businessId, from, free ?? { day, quarters: [] });
  });
};

export const dayDocument = (row: Readonly<Record<string, unknown>>): DayDocument => ({
  day: String(row.sk).slice('D#'.length),
  isTaken: (crewId, quarter) => ours(crewId, quarter) in row || outside(crewId, quarter) in row,
});
