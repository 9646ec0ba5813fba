import type { AppointmentBooked, TextRequested } from '../../contracts/events.ts';
import { type Appointment, isLive } from '../appointment/appointment.ts';
import type { Appointments } from '../appointment/ports.ts';
import type { Business } from '../business/business.ts';
import type { Businesses } from '../business/ports.ts';
import type { Consents } from '../customer/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import { confirmationWords } from './confirmation.ts';
import type { Handover, TextSender, Texts } from './ports.ts';
import { reported } from './report.ts';
import { confirmationText, isSettled, type SuppressionReason, type Text, type TextMessage } from './text.ts';
import * as step from './text-steps.ts';

export type SendDeps = {
  readonly appointments: Pick<Appointments, 'find'>;
  readonly businesses: Businesses;
  readonly texts: Texts;
  readonly consents: Consents;
  readonly sender: TextSender;
  readonly ids: DerivedIds;
  readonly clock: { now(): number };
};

/** The clocks of two containers and the minute of the due index do not agree to the second. */
const EARLY_MS = 5_000;

const objectionTo = (text: Text, appointment: Appointment, now: number): SuppressionReason | undefined => {
  if (!isLive(appointment) || appointment.version !== text.appointmentVersion) return 'appointment_cancelled';
  if (!appointment.textConsent && text.consentedAt === undefined) return 'no_consent';
  return Date.parse(appointment.startsAt) <= now ? 'too_late' : undefined;
};

const messageFor = (business: Business, appointment: Appointment): TextMessage => ({
  from: business.messaging.from,
  to: appointment.customer.phone,
  body: confirmationWords(business, appointment),
  messagingProfileId: business.messaging.messagingProfileId,
});

/**
 * The one gate for every text. A text is claimed before it is sent, and in the same transaction the customer's opt-out is
 * asked for; a claim whose end nobody wrote is never sent again without looking at the vendor. What cannot be done now
 * is left to the row, which wakes by itself, so the message is acknowledged.
 *
 *     requested ─claim─► sending ─► sent ─► delivered | failed
 *         ▲   └► suppressed  │
 *         └── unavailable ───┤
 *              unknown: looked for, sent once more if surely absent, else uncertain
 */
export const sendConfirmation = (deps: SendDeps) => {
  const { texts, clock } = deps;

  /** The vendor's own report, or a worker that took over an old claim, may write first: then that stands. */
  const write = async (from: Text, to: Text): Promise<Text> =>
    (await texts.move(from, to)) === 'moved' ? to : ((await texts.find(from)) ?? from);

  /** Taken is taken: unlike every other end it is written even by a worker that has lost its claim. */
  const writeAccepted = async (claimed: Text, messageId: string): Promise<Text> => {
    let text = claimed;
    while (!isSettled(text)) {
      const to = step.accepted(text, messageId, clock.now());
      if ((await texts.move(text, to)) === 'moved') return to;
      text = (await texts.find(text)) ?? to;
    }
    return text;
  };

  const conclude = async (text: Text, to: string, handover: Handover): Promise<Text> => {
    const now = clock.now();
    switch (handover.kind) {
      case 'accepted':
        return writeAccepted(text, handover.messageId);
      case 'unavailable':
        return write(text, step.postponed(text, now));
      case 'unknown':
        return text;
      case 'refused': {
        if (!handover.isOptedOut) return write(text, step.failed(text, handover.code, now));
        const at = new Date(now).toISOString();
        await deps.consents.record({ businessId: text.businessId, phone: to, state: 'opted_out', at });
        return write(text, step.suppressed(text, 'opted_out', now));
      }
    }
  };

  const handOver = async (text: Text, appointment: Appointment): Promise<Text> => {
    const objection = objectionTo(text, appointment, clock.now());
    if (objection) return write(text, step.suppressed(text, objection, clock.now()));
    const business = await deps.businesses.find(text.businessId);
    if (!business) throw new Refusal('business_not_found', { businessId: text.businessId });
    const message = text.message ?? messageFor(business, appointment);
    const claimed = step.claimed(text, message, clock.now());
    const claim = await texts.claim(text, claimed);
    if (claim === 'changed') return text;
    if (claim === 'opted_out') return write(text, step.suppressed(text, 'opted_out', clock.now()));
    return conclude(claimed, message.to, await deps.sender.send(message));
  };

  /** Somebody claimed it and never wrote how it ended. */
  const lookFor = async (text: Text, appointment: Appointment): Promise<Text> => {
    const { message, handedOverAt } = text;
    if (!message || !handedOverAt) throw new Error(`text ${text.id} is being sent and has no message`);
    const search = await deps.sender.search(message, handedOverAt);
    const now = clock.now();
    if (search.kind === 'found') {
      const { messageId } = search.message;
      return write(text, reported(text, search.message, now) ?? step.accepted(text, messageId, now));
    }
    if (search.kind === 'unclear') {
      return write(
        text,
        step.isBeyondTelling(text, now) ? step.uncertain(text, now) : step.lookedFor(text, now),
      );
    }
    if (!step.isAbsenceSure(text, now)) return write(text, step.lookedFor(text, now));
    return step.mayBeHandedOverAgain(text)
      ? handOver(text, appointment)
      : write(text, step.uncertain(text, now));
  };

  const asked = async (event: AppointmentBooked | TextRequested, appointment: Appointment): Promise<Text> => {
    if (event.name === 'appointment.booked') {
      const at = new Date(clock.now()).toISOString();
      return texts.create(confirmationText(deps.ids, appointment, at), { announced: false });
    }
    const text = await texts.find({ ...event, id: event.textId });
    if (!text) throw new Refusal('appointment_not_found', { textId: event.textId });
    return text;
  };

  return async (event: AppointmentBooked | TextRequested): Promise<Text> => {
    const appointment = await deps.appointments.find(event.businessId, event.appointmentId);
    if (!appointment) {
      throw new Refusal('appointment_not_found', { appointmentId: event.appointmentId });
    }
    const text = await asked(event, appointment);
    const isDue = Date.parse(text.dueAt ?? text.requestedAt) <= clock.now() + EARLY_MS;
    if (isSettled(text) || !isDue) return text;
    return text.state === 'sending' ? lookFor(text, appointment) : handOver(text, appointment);
  };
};
