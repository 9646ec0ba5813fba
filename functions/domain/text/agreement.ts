import type { TEXT_GROUNDS } from '../../contracts/api/customers.ts';
import type { AppointmentId, CallId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { Call } from '../call/call.ts';
import type { Text } from './text.ts';

/**
 * On what ground texts about one appointment are sent or not, as our rows have it. It covers that appointment and no
 * other: its confirmation, and a text for each change of its time. An opt-out stands above all of it.
 */
export type Agreement = {
  readonly appointmentId: AppointmentId;
  readonly callId?: CallId | undefined;
  readonly ground: (typeof TEXT_GROUNDS)[number];
  /** ISO instant at which it was noted. */
  readonly at: string;
};

/** The agent uses this tool for callers who ask for the text; which booking it was for is plain where there is one. */
const isAskedForIn = (call: Call | undefined): boolean =>
  call?.appointmentIds.length === 1 &&
  (call.tools ?? []).some(({ tool, answer }) => tool === 'send_booking_sms' && answer === 'ok');

/** `call`: the one in which it was booked, as far as it is known. */
export const agreementOf = (
  appointment: Appointment,
  texts: readonly Text[],
  call: Call | undefined,
): Agreement => {
  const { id: appointmentId, callId, bookedAt, textConsent, textAgreed } = appointment;
  const noted = (ground: Agreement['ground'], at = bookedAt): Agreement => ({
    appointmentId,
    callId,
    ground,
    at,
  });
  if (callId === undefined) return noted(textConsent ? 'wrote_start' : 'not_asked');
  if (textAgreed) return noted('said_yes');
  const [askedAt] = texts
    .flatMap((text) => (text.kind === 'confirmation' ? (text.consentedAt ?? []) : []))
    .toSorted();
  if (askedAt !== undefined) return noted('asked', askedAt);
  if (!textConsent) return noted('said_no');
  return noted(isAskedForIn(call) ? 'asked' : 'not_noted');
};
