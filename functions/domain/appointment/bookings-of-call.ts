import type { BusinessId, CallId } from '../../contracts/ids.ts';
import type { DerivedIds } from '../derived-ids.ts';
import type { Appointment } from './appointment.ts';
import type { Appointments } from './ports.ts';

/** How often one thing may be booked, cancelled and booked again within one call. */
export const MOST_ATTEMPTS = 10;

/**
 * What a call has booked of a service at any of these starts, cancelled ones too, each start from its first attempt on:
 * found by the ids that the bookings would have, one read for each.
 */
export async function* bookingsOfCall(
  deps: { readonly appointments: Pick<Appointments, 'find'>; readonly ids: DerivedIds },
  terms: { readonly businessId: BusinessId; readonly callId: CallId; readonly serviceId: string },
  starts: readonly number[],
): AsyncGenerator<Appointment> {
  for (const startsAtMs of starts) {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const id = deps.ids.appointment({ ...terms, startsAtMs, attempt });
      const appointment = await deps.appointments.find(terms.businessId, id);
      if (!appointment) break;
      yield appointment;
    }
  }
}
