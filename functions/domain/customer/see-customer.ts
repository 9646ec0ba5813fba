import type { AlertRequested, AppointmentBooked } from '../../contracts/events.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Call } from '../call/call.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { afterSeeing, type Sighting } from './customer.ts';
import { isE164 } from './phone.ts';
import type { Customers } from './ports.ts';

export type SeeDeps = { readonly customers: Customers; readonly ids: DerivedIds };

const MOST_READINGS = 10;

/** Notes a sighting with its customer, once. Refuses with `busy_try_again` when others kept writing. */
const see =
  ({ customers, ids }: SeeDeps) =>
  async (sighting: Sighting): Promise<void> => {
    const { businessId, phone } = sighting;
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const known = await customers.find(businessId, ids.customer(businessId, phone));
      const customer = afterSeeing(ids, known, sighting);
      if (!customer || (await customers.save(known, customer)) === 'saved') return;
    }
    throw new Refusal('busy_try_again', { businessId });
  };

const sightingOf = ({ id, businessId, customer, bookedAt }: Appointment): Sighting => ({
  businessId,
  phone: customer.phone,
  at: bookedAt,
  appointmentId: id,
  name: customer.name,
});

/** For whom something was booked; of other events nothing. Refuses with `appointment_not_found`. */
export const seeBooked = (deps: SeeDeps & { readonly appointments: Pick<Appointments, 'find'> }) => {
  const note = see(deps);
  return async (event: AppointmentBooked | AlertRequested): Promise<void> => {
    if (event.name !== 'appointment.booked') return;
    const { businessId, appointmentId } = event;
    const appointment = await deps.appointments.find(businessId, appointmentId);
    if (!appointment) throw new Refusal('appointment_not_found', { appointmentId });
    await note(sightingOf(appointment));
  };
};

type Ended = Call & Required<Pick<Call, 'from' | 'startedAt' | 'heardOfEndAt'>>;

/** Whether all is known of a call that its caller is seen by: it is over, when it began, and from which phone. */
export const tellsOfCaller = (call: Call | undefined): call is Ended =>
  call?.from !== undefined &&
  isE164(call.from) &&
  call.startedAt !== undefined &&
  call.heardOfEndAt !== undefined;

/**
 * Who has called, once the call is over. A number that was withheld is nobody's, and whoever booked in the call under
 * the number that they called from is seen by their booking, which names the call.
 */
export const seeCaller = (deps: SeeDeps & { readonly appointments: Pick<Appointments, 'find'> }) => {
  const note = see(deps);
  return async (call: Call): Promise<void> => {
    if (!tellsOfCaller(call)) return;
    const { id, businessId, from, startedAt, appointmentIds } = call;
    const [booked] = appointmentIds;
    const appointment = booked && (await deps.appointments.find(businessId, booked));
    if (appointment?.callId === id && appointment.customer.phone === from) return;
    await note({ businessId, phone: from, at: startedAt, callId: id });
  };
};
