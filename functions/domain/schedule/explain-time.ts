import type { Answers } from '../../contracts/api/answers.ts';
import type { explanationRoutes } from '../../contracts/api/explanations.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { isLive } from '../appointment/appointment.ts';
import { FURTHEST_DAYS } from '../appointment/place-wanted.ts';
import { LONGEST_SERVICE_MS } from '../business/business.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Lists } from '../lists/ports.ts';
import { type FreeStart, freeStarts } from './availability.ts';
import type { DayDocuments } from './ports.ts';
import { whyNotOffered } from './why-not-offered.ts';
import { addDays, localDateTime } from './zone.ts';

type ExplainDeps = {
  readonly settings: Pick<Settings, 'find'>;
  readonly days: DayDocuments;
  readonly lists: Pick<Lists, 'appointments'>;
};

export type TimeWanted = {
  readonly serviceId: string;
  /** ISO instant. */
  readonly start: string;
  readonly crewId?: string | undefined;
};

const DAY_MS = 86_400_000;
const LOOKED_AROUND_DAYS = 7;
/** More than eight crew members can have in the time that is looked at. */
const MOST_APPOINTMENTS = 500;

/**
 * Whether callers are offered a time for a service, all reasons why not, and the nearest ones that they are. Refuses with
 * `unknown_service`, or with the field where there is no such crew member or the time is more than about a year away.
 */
export const explainTime =
  (deps: ExplainDeps) => async (businessId: BusinessId, wanted: TimeWanted, nowMs: number) => {
    const startsAtMs = Date.parse(wanted.start);
    if (Math.abs(startsAtMs - nowMs) > FURTHEST_DAYS * DAY_MS) {
      throw new Refusal('invalid_arguments', { fields: ['start'] });
    }
    const day = wanted.start.slice(0, 10);
    const [business, days, around] = await Promise.all([
      deps.settings.find(businessId),
      // By the date in UTC, from which no business's day is further than one.
      deps.days.read(businessId, addDays(day, -LOOKED_AROUND_DAYS - 2), addDays(day, LOOKED_AROUND_DAYS + 2)),
      deps.lists.appointments(businessId, {
        limit: MOST_APPOINTMENTS,
        from: new Date(startsAtMs - LONGEST_SERVICE_MS).toISOString(),
        until: new Date(startsAtMs + LONGEST_SERVICE_MS).toISOString(),
      }),
    ]);
    if (!business) throw new Refusal('business_not_found');
    const service = business.services.find(({ id }) => id === wanted.serviceId);
    if (!service) throw new Refusal('unknown_service');
    const crews = business.crews.filter(({ id }) => wanted.crewId === undefined || id === wanted.crewId);
    if (crews.length === 0) throw new Refusal('invalid_arguments', { fields: ['crewId'] });

    const asked = { business: { ...business, crews }, service, days, nowMs };
    const reasons = whyNotOffered({ ...asked, appointments: around.items.filter(isLive), startsAtMs });
    const localStart = localDateTime(business.zone, startsAtMs);
    const date = localStart.slice(0, 10);
    const offered = freeStarts({
      ...asked,
      fromDate: addDays(date, -LOOKED_AROUND_DAYS),
      toDate: addDays(date, LOOKED_AROUND_DAYS),
    });
    const told = (start: FreeStart | undefined) =>
      start && {
        startsAt: new Date(start.startsAtMs).toISOString(),
        localStart: localDateTime(business.zone, start.startsAtMs),
        crewId: start.crewId,
      };
    return {
      start: wanted.start,
      localStart,
      serviceId: service.id,
      isOffered: reasons.length === 0,
      reasons,
      nearest: {
        before: told(offered.findLast((one) => one.startsAtMs < startsAtMs)),
        after: told(offered.find((one) => one.startsAtMs > startsAtMs)),
      },
    };
  };

export const explanationAnswers = ({
  of,
}: {
  readonly of: (business: BusinessId) => Promise<ExplainDeps>;
}): Answers<typeof explanationRoutes> => ({
  explainTime: async ({ path: { businessId }, query, nowMs }) =>
    explainTime(await of(businessId))(businessId, query, nowMs),
});
