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

export const dayDocument = (row: Readonly<Record<string, unknown>>): DayDocument => ({
  day: String(row.sk).slice('D#'.length),
  isTaken: (crewId, quarter) => ours(crewId, quarter) in row || outside(crewId, quarter) in row,
});
