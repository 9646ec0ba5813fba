import * as z from 'zod/mini';
import {
  AlertId,
  AppointmentId,
  BusinessId,
  CallId,
  CorrelationId,
  DeliveryId,
  EndpointId,
  EventId,
  ExportId,
  FeeId,
  PartnerId,
  TextId,
} from './ids.ts';

/**
 * Facts the system tells itself about, in the past tense. They carry ids and never personal data: a consumer reads the
 * row it needs, so that an old message can never act on an old truth.
 */
const fact = <Name extends string, Facts extends Record<string, z.core.$ZodType>>(name: Name, facts: Facts) =>
  z.object({
    v: z.literal(1),
    id: EventId,
    name: z.literal(name),
    businessId: BusinessId,
    /** ISO instant, UTC. */
    at: z.iso.datetime(),
    /** The call that it belongs to, or the appointment that nobody called for; events written before there was such a field have none. */
    correlationId: z.optional(CorrelationId),
    ...facts,
  });

export const AppointmentBooked = fact('appointment.booked', { appointmentId: AppointmentId });
export type AppointmentBooked = z.infer<typeof AppointmentBooked>;

export const AppointmentMoved = fact('appointment.moved', { appointmentId: AppointmentId });
export type AppointmentMoved = z.infer<typeof AppointmentMoved>;

export const AppointmentCancelled = fact('appointment.cancelled', { appointmentId: AppointmentId });
export type AppointmentCancelled = z.infer<typeof AppointmentCancelled>;

/** A fee still waits for its charge: the due index says so until the fee is settled. */
export const FeeOwed = fact('fee.owed', { appointmentId: AppointmentId, feeId: FeeId });
export type FeeOwed = z.infer<typeof FeeOwed>;

export const FeeCharged = fact('fee.charged', { appointmentId: AppointmentId, feeId: FeeId });
export type FeeCharged = z.infer<typeof FeeCharged>;

export const FeeDeclined = fact('fee.declined', { appointmentId: AppointmentId, feeId: FeeId });
export type FeeDeclined = z.infer<typeof FeeDeclined>;

/** A fee is contested and that is not settled: it is to be given back, or somebody has to decide. The due index says so until then. */
export const FeeContested = fact('fee.contested', { appointmentId: AppointmentId, feeId: FeeId });
export type FeeContested = z.infer<typeof FeeContested>;

/** The appointment that a text confirms; a reply to a text has none. */
const ofText = { appointmentId: z.optional(AppointmentId), textId: TextId };

/** Somebody asks for a text, or it is not settled yet. Asking twice asks for the same text. */
export const TextRequested = fact('text.requested', ofText);
export type TextRequested = z.infer<typeof TextRequested>;

export const TextSent = fact('text.sent', ofText);
export type TextSent = z.infer<typeof TextSent>;

export const TextDelivered = fact('text.delivered', ofText);
export type TextDelivered = z.infer<typeof TextDelivered>;

export const TextFailed = fact('text.failed', ofText);
export type TextFailed = z.infer<typeof TextFailed>;

/** Nobody can tell whether it went out, and it is not sent again. */
export const TextUncertain = fact('text.uncertain', ofText);
export type TextUncertain = z.infer<typeof TextUncertain>;

export const AlertRequested = fact('alert.requested', { appointmentId: AppointmentId, alertId: AlertId });
export type AlertRequested = z.infer<typeof AlertRequested>;

/** A call is over, at a number where somebody waits for one: of no other is it told. */
export const CallEnded = fact('call.ended', { callId: CallId });
export type CallEnded = z.infer<typeof CallEnded>;

/** A vendor has recorded a call and says where: to be copied; and once more when the copy's time is over. */
export const CallRecorded = fact('call.recorded', { callId: CallId });
export type CallRecorded = z.infer<typeof CallRecorded>;

export const CustomerOptedOut = fact('customer.opted-out', {});
export type CustomerOptedOut = z.infer<typeof CustomerOptedOut>;

/** What Stripe tells of a business's subscription is something else now: its state, its card or since when it is past due. */
export const SubscriptionChanged = fact('subscription.changed', {});
export type SubscriptionChanged = z.infer<typeof SubscriptionChanged>;

/** What an owner says of a business is something else now, or they went back to an earlier agent. */
export const SettingsChanged = fact('settings.changed', {});
export type SettingsChanged = z.infer<typeof SettingsChanged>;
export const AgentChosen = fact('agent.chosen', {});
export type AgentChosen = z.infer<typeof AgentChosen>;

/** Somebody is to be sent a code by e-mail. Of a person and not of a business, who may not be known yet. */
export const CodeRequested = z.object({
  v: z.literal(1),
  id: EventId,
  name: z.literal('code.requested'),
  /** ISO instant, UTC. */
  at: z.iso.datetime(),
  correlationId: z.optional(CorrelationId),
  addressId: z.string().check(z.regex(/^[a-z2-7]{26}$/)),
  /** Which of the address's codes. */
  code: z.string().check(z.minLength(1), z.maxLength(80)),
  nonce: z.string().check(z.minLength(1), z.maxLength(64)),
});
export type CodeRequested = z.infer<typeof CodeRequested>;

/** A word of ours: a step, a state, a code. Never what somebody is called or has said. */
const word = z.string().check(z.regex(/^[a-z][a-z0-9_.-]{0,63}$/));

/**
 * A business that a partner opened has come on, or stands still. The step `business` has the states `live`, `suspended`
 * and `closed`; every other step is one of onboarding's. `because`: the code of what is wrong, where something is.
 */
export const OnboardingAdvanced = fact('onboarding.advanced', {
  partnerId: PartnerId,
  step: word,
  state: word,
  because: z.optional(word),
});
export type OnboardingAdvanced = z.infer<typeof OnboardingAdvanced>;

/** The carrier has told something of what it sets up for a business. */
export const ProvisionTold = fact('provision.told', {});
export type ProvisionTold = z.infer<typeof ProvisionTold>;

/** An onboarding still has something to be done: the due index says so until there is nothing but people to wait for. */
export const OnboardingRequested = fact('onboarding.requested', {});
export type OnboardingRequested = z.infer<typeof OnboardingRequested>;

/** A business that leaves still has something to give up: the due index says so until it has nothing. */
export const ClosingRequested = fact('closing.requested', {});
export type ClosingRequested = z.infer<typeof ClosingRequested>;

/** A business was closed so long ago that its personal data goes: the due index says so until it is gone. */
export const ErasureRequested = fact('erasure.requested', {});
export type ErasureRequested = z.infer<typeof ErasureRequested>;

/** An archive of all that a business has was asked for: the due index says so until it is ready. */
export const ExportRequested = fact('export.requested', { exportId: ExportId });
export type ExportRequested = z.infer<typeof ExportRequested>;

/** Something is to be told to a partner's program. Of a partner and not of a business: partners try their endpoints out. */
export const DeliveryRequested = z.object({
  v: z.literal(1),
  id: EventId,
  name: z.literal('delivery.requested'),
  /** ISO instant, UTC. */
  at: z.iso.datetime(),
  correlationId: z.optional(CorrelationId),
  partnerId: PartnerId,
  endpointId: EndpointId,
  deliveryId: DeliveryId,
});
export type DeliveryRequested = z.infer<typeof DeliveryRequested>;

export const CloudGreetEvent = z.discriminatedUnion('name', [
  AppointmentBooked,
  AppointmentMoved,
  AppointmentCancelled,
  FeeOwed,
  FeeCharged,
  FeeDeclined,
  FeeContested,
  TextRequested,
  TextSent,
  TextDelivered,
  TextFailed,
  TextUncertain,
  AlertRequested,
  CallEnded,
  CallRecorded,
  CustomerOptedOut,
  SubscriptionChanged,
  SettingsChanged,
  AgentChosen,
  CodeRequested,
  OnboardingRequested,
  ProvisionTold,
  OnboardingAdvanced,
  ClosingRequested,
  ErasureRequested,
  ExportRequested,
  DeliveryRequested,
]);
export type CloudGreetEvent = z.infer<typeof CloudGreetEvent>;
export type EventName = CloudGreetEvent['name'];

/** What every event on the bus names as its source. */
export const EVENT_SOURCE = 'cloudgreet';
