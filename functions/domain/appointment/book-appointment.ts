import type { BookAppointmentArguments, ToolRequest } from '../../contracts/tools.ts';
import { checkBelongs } from '../agent/check-belongs.ts';
import { checkInService } from '../agent/check-in-service.ts';
import { type Business, type Service, serviceOf } from '../business/business.ts';
import type { Businesses } from '../business/ports.ts';
import { toE164 } from '../customer/phone.ts';
import { type Derivation, type DerivedIds, derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { feeFor } from '../fee/fee-intent.ts';
import { readOffer } from '../schedule/offer.ts';
import { cellsOf } from '../schedule/quarters.ts';
import { spokenDateTime } from '../schedule/spoken.ts';
import { localDateTime } from '../schedule/zone.ts';
import { type Appointment, codeFor, isLive } from './appointment.ts';
import { bookingsOfCall, MOST_ATTEMPTS } from './bookings-of-call.ts';
import type { Appointments } from './ports.ts';

type BookingRequest = ToolRequest<BookAppointmentArguments>;

export type BookingOutcome =
  /** New, or the first confirmation again. */
  | { readonly kind: 'booked'; readonly appointment: Appointment; readonly repeated: boolean }
  /** Somebody else was faster. */
  | {
      readonly kind: 'taken';
      readonly business: Business;
      readonly service: Service;
      readonly startsAtMs: number;
      readonly crewId: string;
    };

export type BookingDeps = {
  readonly businesses: Businesses;
  readonly appointments: Pick<Appointments, 'commit' | 'find'>;
  readonly by: Derivation;
  /** The live keys offers are sealed with; `fresh`: also those that were put in place since they were read. */
  readonly offerKeys: (how?: 'fresh') => Promise<readonly string[]>;
};

/** What the agent says of a booking that stands; kept with the fee as its evidence. */
export const sayBooked = (appointment: Appointment): string =>
  `You are booked for ${spokenDateTime(appointment.zone, Date.parse(appointment.startsAt))}. Your confirmation code is ${appointment.confirmationCode.split('').join(' ')}.`;

/** What this request would be called at that start: a repeat is recognised by it. */
const idOf = (
  ids: DerivedIds,
  { businessId, call }: BookingRequest,
  service: Service,
  startsAtMs: number,
  attempt: number,
) => ids.appointment({ businessId, callId: call.id, serviceId: service.id, startsAtMs, attempt });

const appointmentOf = (
  ids: DerivedIds,
  by: Derivation,
  request: BookingRequest,
  place: { business: Business; service: Service; startsAtMs: number; crewId: string; phone: string },
  attempt: number,
): Appointment => {
  const { business, service, startsAtMs } = place;
  const { wish } = request;
  const id = idOf(ids, request, service, startsAtMs, attempt);
  return {
    v: 1,
    id,
    businessId: business.id,
    callId: request.call.id,
    status: 'booked',
    version: 1,
    attempt,
    serviceId: service.id,
    serviceName: service.name,
    durationMinutes: service.durationMinutes,
    crewId: place.crewId,
    startsAt: new Date(startsAtMs).toISOString(),
    zone: business.zone,
    localStart: localDateTime(business.zone, startsAtMs),
    customer: { name: wish.customer_name, phone: place.phone, address: wish.address, notes: wish.notes },
    textConsent: wish.sms_consent !== false,
    ...(wish.sms_consent === true && { textAgreed: true as const }),
    confirmationCode: codeFor(by, id),
    bookedAt: new Date(request.nowMs).toISOString(),
  };
};

/**
 * Books an offer we made in this call: one transaction and no availability read. A repeat, under whatever tool-call id
 * and however late, is answered with the first confirmation while that appointment is live.
 */
export const bookAppointment = (deps: BookingDeps) => {
  const ids = derivedIds(deps.by);

  /** An offer that no longer verifies may still name what this very call has booked. */
  const bookedBefore = async (request: BookingRequest, service: Service, starts: readonly number[]) => {
    const terms = { businessId: request.businessId, callId: request.call.id, serviceId: service.id };
    for await (const booking of bookingsOfCall({ appointments: deps.appointments, ids }, terms, starts)) {
      if (isLive(booking)) return booking;
    }
    return undefined;
  };

  return async (request: BookingRequest): Promise<BookingOutcome> => {
    const { wish, nowMs, call } = request;
    const [business, keys] = await Promise.all([deps.businesses.find(request.businessId), deps.offerKeys()]);
    if (!business) throw new Refusal('business_not_found');
    checkBelongs(business, call);
    checkInService(business, nowMs);
    const service = serviceOf(business, wish.service);
    if (!service)
      throw new Refusal('unknown_service', { services: business.services.map(({ name }) => name) });
    const phone = toE164(wish.customer_phone);
    if (phone === undefined) throw new Refusal('invalid_phone');

    const terms = { businessId: business.id, callId: call.id, serviceId: service.id };
    const crewIds = business.crews.map((crew) => crew.id);
    const read = (live: readonly string[]) =>
      readOffer(deps.by, live, crewIds, business.zone, terms, wish.slot_id, nowMs);
    const known = read(keys);
    // Whoever made the offer may have heard of a new key before us.
    const reading = known.kind === 'invalid' ? read(await deps.offerKeys('fresh')) : known;
    if (reading.kind !== 'valid') {
      const starts = reading.kind === 'expired' ? [reading.startsAtMs] : reading.claimedStartsMs;
      const appointment = await bookedBefore(request, service, starts);
      if (appointment) return { kind: 'booked', appointment, repeated: true };
      throw new Refusal(reading.kind === 'expired' ? 'offer_expired' : 'offer_invalid');
    }
    const { startsAtMs, crewId } = reading.offer;
    if (startsAtMs <= nowMs) throw new Refusal('time_past');

    const cells = cellsOf(startsAtMs, service.durationMinutes, business.dayOffsetMinutes);
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const place = { business, service, startsAtMs, crewId, phone };
      const appointment = appointmentOf(ids, deps.by, request, place, attempt);
      const fee = feeFor({
        ids,
        appointment,
        business,
        call,
        toolCallId: request.toolCallId,
        transcriptTurn: request.transcriptTurn,
        toolResult: sayBooked(appointment),
        now: nowMs,
      });
      const outcome = await deps.appointments.commit(appointment, cells, fee, business.dayOffsetMinutes);
      if (outcome.kind === 'booked') return { kind: 'booked', appointment, repeated: false };
      if (outcome.kind === 'taken') return { kind: 'taken', business, service, startsAtMs, crewId };
      if (isLive(outcome.appointment)) {
        return { kind: 'booked', appointment: outcome.appointment, repeated: true };
      }
    }
    throw new Refusal('busy_try_again', { attempts: MOST_ATTEMPTS });
  };
};
