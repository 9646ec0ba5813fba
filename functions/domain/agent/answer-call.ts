import type { BusinessId } from '../../contracts/ids.ts';
import type { Business } from '../business/business.ts';
import { Refusal } from '../errors.ts';
import { freeStarts } from '../schedule/availability.ts';
import { chooseTimes } from '../schedule/choose-times.ts';
import type { Schedules } from '../schedule/ports.ts';
import { sayTimes } from '../schedule/say-slots.ts';
import { spokenDate, spokenTime } from '../schedule/spoken.ts';
import { addDays, localTimeAt } from '../schedule/zone.ts';
import { type Entitlement, servedAs } from '../subscription/entitlement.ts';
import { checkBelongs } from './check-belongs.ts';
import { connectingOf, openingOf } from './greeting.ts';

export type IncomingCall = {
  readonly businessId: BusinessId;
  readonly agentId: string | undefined;
  /** The number called; undefined: the agent is tried out, and not over the telephone. */
  readonly number: string | undefined;
  readonly nowMs: number;
};

/** What the agent should know before it says hello. */
export type Welcome = {
  readonly business: Business;
  /** What of the service the business gets now. */
  readonly entitlement: Entitlement;
  readonly agentId: string;
  readonly todayLocal: string;
  readonly nowLocal: string;
  /** The next free times of the first service in words, so that many calls need no lookup. */
  readonly nextTimes: string;
};

/** The agent's first words: where nothing is booked, nobody is asked for what cannot be done. */
export const openingFor = ({ entitlement, business }: Pick<Welcome, 'entitlement' | 'business'>): string =>
  entitlement === 'full' ? openingOf(business) : connectingOf(business);

const LOOK_AHEAD_DAYS = 7;

/** Answers the ringing phone. One Query, which also warms the configuration for the tools that follow. */
export const answerCall =
  (deps: { readonly schedules: Schedules }) =>
  async (call: IncomingCall): Promise<Welcome> => {
    const lastDay = addDays(new Date(call.nowMs).toISOString().slice(0, 10), LOOK_AHEAD_DAYS + 1);
    const found = await deps.schedules.read(call.businessId, lastDay);
    const agentId = found?.business.agentIds[0];
    if (!found || agentId === undefined) throw new Refusal('business_not_found');
    const { business, days } = found;
    checkBelongs(business, call);

    const today = localTimeAt(business.zone, call.nowMs).date;
    const entitlement = servedAs(business, call.nowMs);
    const [service] = entitlement === 'full' ? business.services : [];
    const starts = service
      ? freeStarts({
          business,
          service,
          days,
          fromDate: today,
          toDate: addDays(today, LOOK_AHEAD_DAYS - 1),
          nowMs: call.nowMs,
        })
      : [];
    const next = chooseTimes(starts, business.zone, { partOfDay: undefined, minutes: undefined });
    return {
      business,
      entitlement,
      agentId,
      todayLocal: `${spokenDate(business.zone, call.nowMs)}, ${today.slice(0, 4)}`,
      nowLocal: spokenTime(business.zone, call.nowMs),
      nextTimes: sayTimes(
        business.zone,
        next.map((start) => start.startsAtMs),
      ),
    };
  };
