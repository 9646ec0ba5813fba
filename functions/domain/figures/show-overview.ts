import type { OffBecause } from '../../contracts/api/overview.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { endsAtMs, isLive } from '../appointment/appointment.ts';
import { LONGEST_SERVICE_MS } from '../business/business.ts';
import type { Described } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { entitlementOf } from '../subscription/entitlement.ts';
import { monthIn } from '../usage/month.ts';
import { usageOf } from '../usage/usage.ts';
import { beganAt, isAnswered } from './answered.ts';
import { isWhole } from './is-whole.ts';
import { dateAt, datesIn, isWithin } from './local-days.ts';
import { netCents, subscriptionCents } from './money.ts';
import { needsYou } from './needs.ts';
import type { FigureSources } from './ports.ts';

const DAY_MS = 86_400_000;
/** Longer than any month by any clock, so that rows and zone can be read at once. */
const LOOKED_BACK_DAYS = 32;
/** Of each list: forty calls a day, every day of a month. */
const MOST_ROWS = 1200;
const APPOINTMENTS_LOOKED_AT = 60;
const APPOINTMENTS_SHOWN = 5;

/** What stands between callers and an agent that books, if anything does. */
const offBecause = (
  { agentIds = [], billing, outOfService }: Described,
  nowMs: number,
): OffBecause | undefined => {
  if (outOfService) return outOfService;
  if (!billing || agentIds.length === 0) return 'not_set_up';
  return entitlementOf(billing, nowMs) === 'full' ? undefined : 'unpaid';
};

const lineOf = (business: Described, nowMs: number) => {
  const because = offBecause(business, nowMs);
  return { isLive: because === undefined, because, number: business.numbers?.[0] };
};

/**
 * How a business stands: everything that is read is read at once, and each figure is counted from those rows, by the days of
 * its own clock. Refuses with `business_not_found`.
 */
export const showOverview =
  ({ settings, onboardings, lists, invoices }: FigureSources) =>
  async (
    businessId: BusinessId,
    { nowMs, isOwner }: { readonly nowMs: number; readonly isOwner: boolean },
  ) => {
    const lately = { limit: MOST_ROWS, from: new Date(nowMs - LOOKED_BACK_DAYS * DAY_MS).toISOString() };
    const [business, onboarding, calls, fees, texts, appointments, paid] = await Promise.all([
      settings.find(businessId),
      onboardings.find(businessId),
      lists.calls(businessId, lately),
      lists.fees(businessId, lately),
      lists.texts(businessId, lately),
      lists.appointments(businessId, {
        limit: APPOINTMENTS_LOOKED_AT,
        // What has begun may not be over.
        from: new Date(nowMs - LONGEST_SERVICE_MS).toISOString(),
      }),
      isOwner ? invoices.all(businessId) : [],
    ]);
    if (!business) throw new Refusal('business_not_found');

    const { zone } = business;
    const date = dateAt(zone, nowMs);
    const today = datesIn(zone, date, date);
    const month = monthIn(zone, date.slice(0, 7));
    const ofMonth = {
      calls: calls.items.filter((call) => isWithin(month, beganAt(call))),
      fees: fees.items.filter(({ createdAt }) => isWithin(month, createdAt)),
      texts: texts.items.filter(({ requestedAt }) => isWithin(month, requestedAt)),
    };
    const used = usageOf(ofMonth);
    const ofToday = ofMonth.calls.filter((call) => isWithin(today, beganAt(call)));
    const answered = ofToday.filter(isAnswered).length;
    const coming = appointments.items.filter((one) => isLive(one) && endsAtMs(one) > nowMs);
    const shown = coming.slice(0, APPOINTMENTS_SHOWN);
    return {
      at: new Date(nowMs).toISOString(),
      zone,
      line: lineOf(business, nowMs),
      today: {
        date,
        ...today,
        calls: ofToday.length,
        answered,
        missed: ofToday.length - answered,
        booked: ofMonth.fees.filter(({ createdAt }) => isWithin(today, createdAt)).length,
      },
      nextAppointments: shown,
      needsYou: needsYou(
        business,
        { calls: calls.items, fees: fees.items, texts: texts.items, coming, onboarding },
        { nowMs, isOwner },
      ),
      monthSoFar: {
        month: date.slice(0, 7),
        ...month,
        bookings: used.bookings,
        textsSent: used.texts.sent,
        callMinutes: used.minutes,
        ...(isOwner && {
          feesCents: ofMonth.fees.reduce((sum, fee) => sum + netCents(fee), 0),
          subscriptionCents: subscriptionCents(paid, month) ?? null,
        }),
      },
      isComplete:
        isWhole(calls, beganAt, month) &&
        isWhole(fees, ({ createdAt }) => createdAt, month) &&
        isWhole(texts, ({ requestedAt }) => requestedAt, month) &&
        (shown.length === APPOINTMENTS_SHOWN || appointments.next === undefined),
    };
  };
