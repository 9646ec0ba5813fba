import type { TextDelivered, TextFailed, TextRequested, TextSent } from '../../contracts/events.ts';
import type { AppointmentId, BusinessId, EventId, TextId } from '../../contracts/ids.ts';
import type { Appointment } from '../appointment/appointment.ts';
import type { DerivedIds } from '../derived-ids.ts';

/** Why a text that was asked for is not sent. */
export type SuppressionReason = 'appointment_cancelled' | 'no_consent' | 'opted_out' | 'too_late';

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

/** The confirmation text of one version of an appointment: one id, one text, however often it is asked for. */
export type Text = {
  readonly v: 1;
  readonly id: TextId;
  readonly businessId: BusinessId;
  readonly appointmentId: AppointmentId;
  readonly appointmentVersion: number;
  /** The call that led to it. */
  readonly correlationId?: string | undefined;
  readonly kind: 'confirmation';
  readonly state: TextState;
  /** Rises with every change: a worker that lost its claim can write nothing. */
  readonly epoch: number;
  readonly requestedAt: string;
  /** ISO instant before which nothing is to be done; absent once nothing more is to be done. */
  readonly dueAt?: string | undefined;
  /** The customer asked for the text in the call after having said no. */
  readonly consentedAt?: string | undefined;

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
  readonly report?: VendorReport | undefined;
  /** ISO instant at which the vendor took it. */
  readonly sentAt?: string | undefined;
  /** ISO instant at which it came to the state it is in, once that is settled. */
  readonly settledAt?: string | undefined;
  readonly suppressedBecause?: SuppressionReason | undefined;
  /** The vendor's code of the failure. */
  readonly failedBecause?: string | undefined;
};

/** The furthest thing the vendor has said of the message. */
export type VendorReport = {
  readonly status: string;
  /** 1: on its way; 2: at its end. */
  readonly rank: 1 | 2;
  /** ISO instant at which it happened there. */
  readonly at: string;
};

/** Where a text is found. */
export type TextPlace = Pick<Text, 'id' | 'businessId' | 'appointmentId'>;

const SETTLED: readonly TextState[] = ['sent', 'delivered', 'failed', 'suppressed', 'uncertain'];

export const isSettled = (text: Text): boolean => SETTLED.includes(text.state);

/** The text that confirms this version of the appointment, as it is first written. */
export const confirmationText = (ids: DerivedIds, appointment: Appointment, at: string): Text => ({
  v: 1,
  id: ids.confirmationText(appointment.id, appointment.version),
  businessId: appointment.businessId,
  appointmentId: appointment.id,
  appointmentVersion: appointment.version,
  correlationId: appointment.callId,
  kind: 'confirmation',
  state: 'requested',
  epoch: 0,
  requestedAt: at,
  dueAt: at,
  handovers: 0,
  postponements: 0,
});

const fact = <Name extends 'text.requested' | 'text.sent' | 'text.delivered' | 'text.failed'>(
  name: Name,
  id: EventId,
  text: Text,
  at: string,
) => ({
  v: 1 as const,
  id,
  name,
  businessId: text.businessId,
  appointmentId: text.appointmentId,
  textId: text.id,
  at,
  correlationId: text.correlationId,
});

/** Has an id of its own each time the text moves, so that asking again is heard again. */
export const textRequested = (ids: DerivedIds, text: Text): TextRequested =>
  fact('text.requested', ids.event('text.requested', text.id, text.epoch), text, text.requestedAt);

/** The fact that the state of a settled text is; undefined where nobody needs to hear of it. */
export const textNews = (ids: DerivedIds, text: Text): TextSent | TextDelivered | TextFailed | undefined => {
  const at = text.settledAt ?? text.requestedAt;
  if (text.state === 'sent') return fact('text.sent', ids.event('text.sent', text.id), text, at);
  if (text.state === 'delivered') {
    return fact('text.delivered', ids.event('text.delivered', text.id), text, at);
  }
  if (text.state === 'failed') return fact('text.failed', ids.event('text.failed', text.id), text, at);
  return undefined;
};
