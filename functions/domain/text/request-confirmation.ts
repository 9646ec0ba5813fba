import type { AppointmentId, BusinessId, CallId } from '../../contracts/ids.ts';
import { type Appointment, isLive } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Consents } from '../customer/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { Texts } from './ports.ts';
import { type Confirmation, confirmationText, type Text } from './text.ts';
import { consented } from './text-steps.ts';

export type RequestDeps = {
  readonly appointments: Pick<Appointments, 'find'>;
  readonly texts: Pick<Texts, 'create' | 'move'>;
  readonly consents: Pick<Consents, 'isOptedOut'>;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

export type ConfirmationRequest = {
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  /** The call in which it is asked for, where it is: another call's appointment is then none of its business. */
  readonly callId?: CallId | undefined;
  /** The customer asks for it: that is consent, even after a no in the same call. */
  readonly consented: boolean;
};

const MOST_READINGS = 5;

const lacksConsent = (text: Confirmation, appointment: Appointment): boolean => {
  if (text.state === 'requested') return !appointment.textConsent && text.consentedAt === undefined;
  return (
    text.state === 'suppressed' &&
    (text.suppressedBecause === 'no_consent' || text.suppressedBecause === 'opted_out')
  );
};

/**
 * Asks for the confirmation text of an appointment as it stands. Asking again, or beside the booking's own event, asks
 * for the same text. Nothing is sent here.
 *
 * Refuses with `appointment_not_found` (none, cancelled, or another call's), `customer_opted_out`, `busy_try_again`.
 */
export const requestConfirmation =
  (deps: RequestDeps) =>
  async (request: ConfirmationRequest): Promise<Text> => {
    const { businessId, appointmentId, callId } = request;
    const appointment = await deps.appointments.find(businessId, appointmentId);
    if (!appointment || !isLive(appointment) || (callId ?? appointment.callId) !== appointment.callId) {
      throw new Refusal('appointment_not_found', { appointmentId });
    }
    if (await deps.consents.isOptedOut(businessId, appointment.customer.phone)) {
      throw new Refusal('customer_opted_out', { appointmentId });
    }
    const at = new Date(deps.clock.now()).toISOString();
    const asked: Confirmation = {
      ...confirmationText(deps.ids, appointment, at),
      ...(request.consented && { consentedAt: at }),
    };
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const text = await deps.texts.create(asked, { announced: true });
      if (!request.consented || !lacksConsent(text, appointment)) return text;
      const willing = consented(text, deps.clock.now());
      if ((await deps.texts.move(text, willing, { announced: true })) === 'moved') return willing;
    }
    throw new Refusal('busy_try_again', { appointmentId });
  };
