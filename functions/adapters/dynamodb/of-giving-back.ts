import type { Contest } from '../../domain/contest/contest.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { log } from '../../runtime/log.ts';
import { count } from '../../runtime/metrics.ts';
import type { Waiting } from '../../runtime/waiting.ts';
import { dynamoAppointments } from './appointments.ts';
import type { Table } from './client.ts';
import { dynamoContests } from './contests.ts';
import { dynamoFees } from './fees.ts';
import { dynamoSchedules } from './schedules.ts';

type Means = { readonly ids: DerivedIds; readonly clock: Clock; readonly waiting: Waiting };

/** The line says which of them it is; an alarm hears of the count. */
const telling =
  (line: string, metric: string) =>
  ({ businessId, feeId, state, at }: Contest): void => {
    log.error(line, { businessId, feeId, state, at });
    count(metric);
  };

/** All rows that giving a contested fee back needs, and who hears of what cannot be done. */
export const dynamoOfGivingBack = (table: Table, { ids, clock, waiting }: Means) => ({
  contests: dynamoContests(table, ids, waiting),
  fees: dynamoFees(table, ids, waiting),
  appointments: dynamoAppointments(table, ids, waiting),
  businesses: dynamoSchedules(table, clock),
  isUnknown: telling('contest.unknown', 'GiveBackUnknown'),
  waitsTooLong: telling('contest.waits', 'ContestWaiting'),
});
