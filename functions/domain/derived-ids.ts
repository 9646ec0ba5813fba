import type { CustomerId } from '../contracts/api/customers.ts';
import type {
  AlertId,
  AppointmentId,
  BusinessId,
  CallId,
  DeliveryId,
  EndpointId,
  EventId,
  ExportId,
  FeeId,
  InvitationId,
  PartnerId,
  PartnerKeyId,
  TextId,
} from '../contracts/ids.ts';

/** One-way functions over parts that cannot run into one another; lower-case base32. */
export type Derivation = {
  digest(...parts: readonly (string | number)[]): string;
  mac(key: string, ...parts: readonly (string | number)[]): string;
};

/** 26 base32 characters, 130 bits: two things never share an id by chance. */
const LENGTH = 26;
/** The last instant of thirteen digits, in the year 2286. */
const FAR_DAY_MS = 9_999_999_999_999;

const derive = (by: Derivation, prefix: string, ...parts: readonly (string | number)[]) =>
  `${prefix}_${by.digest(prefix, ...parts).slice(0, LENGTH)}`;

/** Same id, same effect: every id below is what happened, so that a repeat is recognised wherever it arrives. */
export const derivedIds = (by: Derivation) => ({
  /** Of the request that asked for it: who asks twice has one business. */
  business: (occasion: string) => derive(by, 'biz', occasion) as BusinessId,
  /** Likewise: who asks twice makes one partner, or one key. */
  partner: (occasion: string) => derive(by, 'ptr', occasion) as PartnerId,
  partnerKey: (occasion: string) => derive(by, 'key', occasion) as PartnerKeyId,
  export: (occasion: string) => derive(by, 'exp', occasion) as ExportId,
  webhookEndpoint: (occasion: string) => derive(by, 'whe', occasion) as EndpointId,
  /** Of the event and whom it is told. Begins with how long before a far day it was: the newest sorts first. */
  webhookDelivery: (endpoint: EndpointId, event: EventId, atMs: number) =>
    `dlv_${String(FAR_DAY_MS - atMs).padStart(13, '0')}${by
      .digest('webhook delivery', endpoint, event)
      .slice(0, LENGTH)}` as DeliveryId,
  appointment: (of: {
    businessId: BusinessId;
    callId: CallId;
    serviceId: string;
    /** UTC instant in milliseconds. */
    startsAtMs: number;
    /** 0 at first; the next one after a cancelled booking of the same thing in the same call. */
    attempt: number;
  }) => derive(by, 'apt', of.businessId, of.callId, of.serviceId, of.startsAtMs, of.attempt) as AppointmentId,
  /** Of one that nobody called for. The Idempotency-Key, which `occasion` stands for, replaces the call. */
  madeAppointment: (of: {
    businessId: BusinessId;
    occasion: string;
    serviceId: string;
    /** UTC instant in milliseconds. */
    startsAtMs: number;
  }) => derive(by, 'apt', 'made', of.businessId, of.occasion, of.serviceId, of.startsAtMs) as AppointmentId,
  fee: (appointmentId: AppointmentId) => derive(by, 'fee', appointmentId) as FeeId,
  /** A moved appointment has another version and so another confirmation. */
  confirmationText: (appointmentId: AppointmentId, version: number) =>
    derive(by, 'txt', 'confirmation', appointmentId, version) as TextId,
  /** `occasion`: what tells one such reply to the same person from the next. */
  replyText: (businessId: BusinessId, to: string, answer: string, occasion: string) =>
    derive(by, 'txt', 'reply', businessId, to, answer, occasion) as TextId,
  bookingAlert: (appointmentId: AppointmentId) => derive(by, 'alr', 'booked', appointmentId) as AlertId,
  event: (name: string, ...of: readonly (string | number)[]) => derive(by, 'evt', name, ...of) as EventId,
  /** One a phone number, at one business. */
  customer: (businessId: BusinessId, phone: string) => derive(by, 'cus', businessId, phone) as CustomerId,
  /** Stands for a phone number where keys and logs must hold no personal data. */
  phoneFingerprint: (businessId: BusinessId, phone: string) =>
    by.digest('phone', businessId, phone).slice(0, LENGTH),
  /** Stands for all of an agent, as one text in which the same is written the same. */
  agentFingerprint: (canonical: string) => by.digest('agent', canonical).slice(0, LENGTH),
  /** Stands for a partner's own id of a business. */
  partnerReference: (partnerId: PartnerId, externalId: string) =>
    by.digest('partner reference', partnerId, externalId).slice(0, LENGTH),
  /** Stands for an address of somebody who has, or is to have, an account in that circle. */
  addressOf: (circle: string, address: string) =>
    by.digest('account address', circle, address.toLowerCase()).slice(0, LENGTH),
  /** One an address that a business has invited; `addressId` stands for the address. */
  invitation: (businessId: BusinessId, addressId: string) =>
    derive(by, 'inv', businessId, addressId) as InvitationId,
  /** The same for an e-mail address of a business's; the letters' case tells no two mailboxes apart. */
  addressFingerprint: (businessId: BusinessId, address: string) =>
    by.digest('address', businessId, address.toLowerCase()).slice(0, LENGTH),
});

export type DerivedIds = ReturnType<typeof derivedIds>;
