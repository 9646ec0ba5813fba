import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { type Profile, type Service, serviceOf } from '../business/business.ts';
import type { Settings } from '../business/ports.ts';
import { toE164 } from '../customer/phone.ts';
import type { Consents } from '../customer/ports.ts';
import { type Derivation, derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { cellsOf } from '../schedule/quarters.ts';
import { localDateTime } from '../schedule/zone.ts';
import { type Appointment, codeFor } from './appointment.ts';
import { checkPlace, crewsFor, type PlaceWanted, startWanted } from './place-wanted.ts';
import type { Appointments } from './ports.ts';

export type AppointmentWanted = PlaceWanted & {
  readonly service: string;
  readonly customer: Appointment['customer'];
};

export type MakingDeps = {
  readonly settings: Pick<Settings, 'find'>;
  readonly appointments: Pick<Appointments, 'commit' | 'find'>;
  readonly consents: Pick<Consents, 'find'>;
  readonly by: Derivation;
};

export type MakingRequest = {
  readonly businessId: BusinessId;
  readonly wanted: AppointmentWanted;
  readonly by: PersonId;
  /** Stands for the Idempotency-Key. */
  readonly occasion: string;
  readonly nowMs: number;
};

type Terms = { readonly business: Profile; readonly service: Service; readonly startsAtMs: number };

/**
 * Makes an appointment as somebody of the business wants it: notice and horizon do not bind them, opening hours unless
 * they say so, and a time that is taken stays taken. It costs no fee. The customer is texted only where they have told
 * this business themselves that they want texts. The same occasion makes it once.
 *
 * Refuses with `unknown_service`, `invalid_phone`, `time_past`, `outside_hours`, `slot_taken`, `invalid_arguments`.
 */
export const makeAppointment = (deps: MakingDeps) => {
  const ids = derivedIds(deps.by);

  const idOf = ({ businessId, occasion }: MakingRequest, { service, startsAtMs }: Terms) =>
    ids.madeAppointment({ businessId, occasion, serviceId: service.id, startsAtMs });

  const drawnUp = async (request: MakingRequest, terms: Terms): Promise<Omit<Appointment, 'crewId'>> => {
    const { businessId, wanted, by, nowMs } = request;
    const { business, service, startsAtMs } = terms;
    const phone = toE164(wanted.customer.phone);
    if (phone === undefined) throw new Refusal('invalid_phone');
    const id = idOf(request, terms);
    return {
      v: 1,
      id,
      businessId,
      madeBy: by,
      status: 'booked',
      version: 1,
      attempt: 0,
      serviceId: service.id,
      serviceName: service.name,
      durationMinutes: service.durationMinutes,
      startsAt: new Date(startsAtMs).toISOString(),
      zone: business.zone,
      localStart: localDateTime(business.zone, startsAtMs),
      customer: { ...wanted.customer, phone },
      textConsent: (await deps.consents.find(businessId, phone))?.state === 'opted_in',
      confirmationCode: codeFor(deps.by, id),
      bookedAt: new Date(nowMs).toISOString(),
    };
  };

  return async (request: MakingRequest): Promise<Appointment> => {
    const { businessId, wanted, nowMs } = request;
    const business = await deps.settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const service = serviceOf(business, wanted.service);
    if (!service) throw new Refusal('unknown_service');
    const startsAtMs = startWanted(business.zone, wanted);
    const terms = { business, service, startsAtMs };
    // Made before it was cut off: what may be made now does not matter any more.
    const made = await deps.appointments.find(businessId, idOf(request, terms));
    if (made) return made;

    checkPlace(business, wanted, startsAtMs, service.durationMinutes, nowMs);
    const crewIds = crewsFor(business, wanted);
    const drawn = await drawnUp(request, terms);
    const offset = business.dayOffsetMinutes;
    const cells = cellsOf(startsAtMs, service.durationMinutes, offset);
    for (const crewId of crewIds) {
      const appointment: Appointment = { ...drawn, crewId };
      const outcome = await deps.appointments.commit(appointment, cells, undefined, offset);
      if (outcome.kind === 'booked') return appointment;
      if (outcome.kind === 'exists') return outcome.appointment;
    }
    throw new Refusal('slot_taken');
  };
};
