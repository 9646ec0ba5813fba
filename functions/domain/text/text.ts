import type {
  TextDelivered,
  TextFailed,
  TextRequested,
  TextSent,
  TextUncertain,
} from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, EventId, TextId } from '../../contracts/ids.ts';
import { type Appointment, correlationOf } from '../appointment/appointment.ts';
import type { DerivedIds } from '../derived-ids.ts';

/**
 * Why a text that was asked for is not sent. `overtaken`: what it would confirm is no longer so. `daily_cap`: as many as a
 * day may cost were sent before it. `not_registered`: carriers do not take the business's texts yet; a confirmation is asked for anew
 * once they do.
 */
export type SuppressionReason =
  | 'appointment_cancelled'
  | 'no_consent'
  | 'opted_out'
  | 'overtaken'
  | 'too_late'
  | 'not_textable'
  | 'daily_cap'
  | 'not_registered';

/** `uncertain`: nobody can tell whether it went out, and it is not sent again. */
export type TextState =
  | 'requested'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'suppressed'
  | 'uncertain';

/** What was, or is about to be, handed to the vendor: kept so that the message can be recognised there. */
export type TextMessage = {
  /** E.164. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly body: string;
  readonly messagingProfileId: string;
};

/** How far a text has come on its way out, whatever it says. */
export type Sending = {
  readonly v: 1;
  readonly id: TextId;
  readonly businessId: BusinessId;
  /** The call that led to it, or the text that it answers. */
  readonly correlationId?: string | undefined;
  readonly state: TextState;
  /** Rises with every change: a worker that lost its claim can write nothing. */
  readonly epoch: number;
  readonly requestedAt: string;
  /** ISO instant before which nothing is to be done; absent once nothing more is to be done. */
  readonly dueAt?: string | undefined;

  readonly message?: TextMessage | undefined;
  /** ISO instant of the live claim. */
  readonly claimedAt?: string | undefined;
  /** ISO instant from which on the vendor may have it. */
  readonly handedOverAt?: string | undefined;
  /** How often it may have left for the vendor: never more than twice, the second time only after looking. */
  readonly handovers: number;
  /** How often the vendor could not take it: what the back-off is counted by. */
  readonly postponements: number;

  /** The vendor's id of the message. */
  readonly messageId?: string | undefined;
  /** Of the message that did not arrive and was sent anew: what is still told of it concerns nobody. */
  readonly abandonedMessageId?: string | undefined;
  readonly report?: VendorReport | undefined;
  /** ISO instant at which the vendor took it. */
  readonly sentAt?: string | undefined;
  /** ISO instant at which it came to the state it is in, once that is settled. */
  readonly settledAt?: string | undefined;
  readonly suppressedBecause?: SuppressionReason | undefined;
  /** The vendor's code of the failure. */
  readonly failedBecause?: string | undefined;
};

/** The confirmation text of one version of an appointment: one id, one text, however often it is asked for. */
export type Confirmation = Sending & {
  readonly kind: 'confirmation';
  readonly appointmentId: AppointmentId;
  readonly appointmentVersion: number;
  /** The customer asked for the text in the call after having said no. */
  readonly consentedAt?: string | undefined;
};

/** What a reply says: that texts have ended, that they have begun again, or who this is and how to end them. */
export type Answer = 'opted-out' | 'opted-in' | 'help';

/** Our reply to a text that was one of the words about texting, where the vendor has not replied by itself. */
export type Reply = Sending & {
  readonly kind: 'reply';
  readonly answer: Answer;
  /** E.164: ours, the one that was written to. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  /** ISO instant at which the word was said. */
  readonly saidAt: string;
};

export type Text = Confirmation | Reply;

/** The furthest thing the vendor has said of the message. */
export type VendorReport = {
  readonly status: string;
  /** 1: on its way; 2: at its end. */
  readonly rank: 1 | 2;
  /** ISO instant at which it happened there. */
  readonly at: string;
};

/** Where a text is found: a confirmation beside its appointment, a reply by itself. */
export type TextPlace = {
  readonly id: TextId;
  readonly businessId: BusinessId;
  readonly appointmentId?: AppointmentId | undefined;
};

const SETTLED: readonly TextState[] = ['sent', 'delivered', 'failed', 'suppressed', 'uncertain'];

/** Whether it will not be handed over any more. What became of a text that was sent may still be asked for. */
export const isSettled = (text: Text): boolean => SETTLED.includes(text.state);

const asked = (at: string) => ({
  v: 1 as const,
  state: 'requested' as const,
  epoch: 0,
  requestedAt: at,
  dueAt: at,
  handovers: 0,
  postponements: 0,
});

/** The text that confirms this version of the appointment, as it is first written. */
export const confirmationText = (ids: DerivedIds, appointment: Appointment, at: string): Confirmation => ({
  id: ids.confirmationText(appointment.id, appointment.version),
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  appointmentVersion: appointment.version,
  correlationId: correlationOf(appointment),
  kind: 'confirmation',
  ...asked(at),
});

/** The reply to a word, as it is first written. `occasion` tells one such reply to the same person from the next. */
export const replyText = (
  ids: DerivedIds,
  reply: Pick<Reply, 'businessId' | 'answer' | 'from' | 'to' | 'saidAt' | 'correlationId'>,
  occasion: string,
  at: string,
): Reply => ({
  id: ids.replyText(reply.businessId, reply.to, reply.answer, occasion),
  kind: 'reply',
  ...reply,
  ...asked(at),
});

type TextNews = TextSent | TextDelivered | TextFailed | TextUncertain;

const fact = <Name extends TextRequested['name'] | TextNews['name']>(
  name: Name,
  id: EventId,
  text: Text,
  at: string,
) => ({
  v: 1 as const,
  id,
  name,
  businessId: text.businessId,
  ...(text.kind === 'confirmation' && { appointmentId: text.appointmentId }),
  textId: text.id,
  at,
  correlationId: text.correlationId,
});

/** Has an id of its own each time the text moves, so that asking again is heard again. */
export const textRequested = (ids: DerivedIds, text: Text): TextRequested =>
  fact('text.requested', ids.event('text.requested', text.id, text.epoch), text, text.requestedAt);

/** The fact that the state of a settled text is; undefined where nobody needs to hear of it. */
export const textNews = (ids: DerivedIds, text: Text): TextNews | undefined => {
  const at = text.settledAt ?? text.requestedAt;
  if (text.state === 'sent') return fact('text.sent', ids.event('text.sent', text.id), text, at);
  if (text.state === 'delivered') {
    return fact('text.delivered', ids.event('text.delivered', text.id), text, at);
  }
  if (text.state === 'failed') return fact('text.failed', ids.event('text.failed', text.id), text, at);
  if (text.state === 'uncertain') {
    return fact('text.uncertain', ids.event('text.uncertain', text.id), text, at);
  }
  return undefined;
};
