import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { LookupAvailabilityArguments, Slot } from '../../contracts/tools.ts';
import { checkBelongs } from '../agent/check-belongs.ts';
import { checkInService } from '../agent/check-in-service.ts';
import { type Business, type Service, serviceOf } from '../business/business.ts';
import type { Derivation } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { type FreeStart, freeStarts, type RefusedStart } from './availability.ts';
import { chooseTimes, type Wish } from './choose-times.ts';
import { offerId } from './offer.ts';
import type { Schedules } from './ports.ts';
import { spokenDateTime } from './spoken.ts';
import { addDays, localTimeAt, minutesOf } from './zone.ts';

/** One Query per so many days asked; nobody plans further in one sentence. */
const LONGEST_WINDOW_DAYS = 14;
/** Beyond every horizon: a later date has no more to offer than this one, and days end where dates have five digits. */
const FURTHEST_DAYS = 400;

export type LookupRequest = {
  readonly businessId: BusinessId;
  /** What is asked in the name of another business's agent or number is refused before anything is told. */
  readonly call: {
    readonly id: CallId;
    readonly agentId: string | undefined;
    readonly number: string | undefined;
  };
  readonly wish: LookupAvailabilityArguments;
  readonly nowMs: number;
  /** What a booking has just been refused: not to be offered again, whatever an old read says. */
  readonly refused?: RefusedStart;
};

export type Availability = {
  readonly business: Business;
  readonly service: Service;
  /** Three or four times that fit the wish; if none does, the nearest others; empty when the window is full. */
  readonly slots: readonly Slot[];
  /** Whether the slots are what was asked for. */
  readonly asWished: boolean;
  /** How many times are free in the days asked for. */
  readonly freeTimes: number;
};

/** What a log says of offers that were made. */
export const offered = ({ service, slots, freeTimes }: Availability) => ({
  serviceId: service.id,
  offers: slots.map((slot) => slot.slot_id),
  freeTimes,
});

export type LookupDeps = {
  readonly schedules: Schedules;
  readonly by: Pick<Derivation, 'mac'>;
  /** The live keys offers are sealed with, newest first. */
  readonly offerKeys: () => Promise<readonly string[]>;
};

/** The local dates to search: never the past, never more than a window. */
const windowOf = (today: string, wish: LookupAvailabilityArguments) => {
  // The middle one of the three.
  const [, fromDate = today] = [today, wish.date_from ?? today, addDays(today, FURTHEST_DAYS)].sort();
  const last = addDays(fromDate, LONGEST_WINDOW_DAYS - 1);
  const asked = wish.date_to ?? wish.date_from;
  const toDate = asked === undefined || asked > last ? last : asked;
  return { fromDate, toDate, last };
};

/** Free times as offers that can be booked in this call and in no other. */
export const lookupAvailability =
  (deps: LookupDeps) =>
  async (request: LookupRequest): Promise<Availability> => {
    const { wish, nowMs } = request;
    // The zone is not known before the read, so the window starts from the latest date it is anywhere and ends on the
    // latest day document that its last evening can touch.
    const furthest = windowOf(addDays(new Date(nowMs).toISOString().slice(0, 10), 1), wish).last;
    const [found, [key]] = await Promise.all([
      deps.schedules.read(request.businessId, addDays(furthest, 2)),
      deps.offerKeys(),
    ]);
    if (!found || key === undefined) throw new Refusal('business_not_found');
    const { business, days } = found;
    checkBelongs(business, request.call);
    checkInService(business, request.nowMs);
    const service = serviceOf(business, wish.service);
    if (!service) {
      throw new Refusal('unknown_service', { services: business.services.map(({ name }) => name) });
    }

    const { fromDate, toDate, last } = windowOf(localTimeAt(business.zone, nowMs).date, wish);
    const starts = freeStarts({
      business,
      service,
      days,
      fromDate,
      toDate: last,
      nowMs,
      refused: request.refused,
    });
    const asked: Wish = {
      partOfDay: wish.part_of_day,
      minutes: wish.time === undefined ? undefined : minutesOf(wish.time),
    };
    const inWindow = starts.filter((start) => start.date <= toDate);
    const wished = chooseTimes(inWindow, business.zone, asked);
    const chosen = wished.length > 0 ? wished : nearestOthers(inWindow, starts, business.zone);

    const terms = { businessId: business.id, callId: request.call.id, serviceId: service.id };
    const slots = chosen.map((start) => ({
      slot_id: offerId(deps.by, key, business.zone, terms, start, nowMs),
      local: spokenDateTime(business.zone, start.startsAtMs),
      starts_at: new Date(start.startsAtMs).toISOString(),
    }));
    return { business, service, slots, asWished: wished.length > 0, freeTimes: inWindow.length };
  };

/** Another time on the days asked for, else the first days after them. */
const nearestOthers = (inWindow: readonly FreeStart[], all: readonly FreeStart[], zone: string) =>
  chooseTimes(inWindow.length > 0 ? inWindow : all, zone, { partOfDay: undefined, minutes: undefined });
