import { type Appointment, isLive } from '../appointment/appointment.ts';
import type { Business } from '../business/business.ts';
import { confirmationWords } from './confirmation.ts';
import { replyWords } from './reply.ts';
import type { Answer, Confirmation, Reply, SuppressionReason, TextMessage } from './text.ts';

/** What a text is for: why it is not wanted any more, at an instant in milliseconds, and the message that it becomes. */
export type Purpose = {
  readonly objection: (now: number) => SuppressionReason | undefined;
  readonly messageOf: (business: Business) => TextMessage;
};

export const toConfirm = (text: Confirmation, appointment: Appointment): Purpose => ({
  objection: (now) => {
    if (!isLive(appointment)) return 'appointment_cancelled';
    if (appointment.version !== text.appointmentVersion) return 'overtaken';
    if (!appointment.textConsent && text.consentedAt === undefined) return 'no_consent';
    return Date.parse(appointment.startsAt) <= now ? 'too_late' : undefined;
  },
  messageOf: (business) => ({
    from: business.messaging.from,
    to: appointment.customer.phone,
    body: confirmationWords(business, appointment),
    messagingProfileId: business.messaging.messagingProfileId,
  }),
});

const MINUTE_MS = 60_000;
/** The FCC takes a confirmation for part of the opt-out within five minutes (47 CFR 64.1200(a)(12)). */
const ANSWERED_WITHIN_MS: Readonly<Record<Answer, number>> = {
  'opted-out': 5 * MINUTE_MS,
  'opted-in': 60 * MINUTE_MS,
  help: 60 * MINUTE_MS,
};

export const toReply = (text: Reply): Purpose => ({
  objection: (now) =>
    now - Date.parse(text.saidAt) > ANSWERED_WITHIN_MS[text.answer] ? 'too_late' : undefined,
  messageOf: (business) => ({
    from: text.from,
    to: text.to,
    body: replyWords(business, text.answer, text.from),
    messagingProfileId: business.messaging.messagingProfileId,
  }),
});
