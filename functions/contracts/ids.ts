import * as z from 'zod/mini';

/** Ids carry their kind and are derived from what happened, never drawn by chance (except a business's own). */
const idOf = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}_[0-9A-Za-z]{6,40}$`)));

export const BusinessId = idOf('biz').brand<'BusinessId'>();
export type BusinessId = z.infer<typeof BusinessId>;

export const AppointmentId = idOf('apt').brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof AppointmentId>;

export const FeeId = idOf('fee').brand<'FeeId'>();
export type FeeId = z.infer<typeof FeeId>;

export const TextId = idOf('txt').brand<'TextId'>();
export type TextId = z.infer<typeof TextId>;

export const AlertId = idOf('alr').brand<'AlertId'>();
export type AlertId = z.infer<typeof AlertId>;

export const PartnerId = idOf('ptr').brand<'PartnerId'>();
export type PartnerId = z.infer<typeof PartnerId>;

/** Of a partner's key: its name, which stands in the key and opens nothing. */
export const PartnerKeyId = idOf('key').brand<'PartnerKeyId'>();
export type PartnerKeyId = z.infer<typeof PartnerKeyId>;

/** Of an address that a partner wants to be told at. */
export const EndpointId = idOf('whe').brand<'EndpointId'>();
export type EndpointId = z.infer<typeof EndpointId>;

/** Of one thing told to one endpoint. */
export const DeliveryId = idOf('dlv').brand<'DeliveryId'>();
export type DeliveryId = z.infer<typeof DeliveryId>;

/** Of an archive of all that a business has. */
export const ExportId = idOf('exp').brand<'ExportId'>();
export type ExportId = z.infer<typeof ExportId>;

/** Of an invitation of one address to one business: who is invited again has the same. */
export const InvitationId = idOf('inv').brand<'InvitationId'>();
export type InvitationId = z.infer<typeof InvitationId>;

export const EventId = idOf('evt').brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** Retell's id of a call. Ours to store, theirs to shape. */
export const CallId = z.string().check(z.minLength(1), z.maxLength(128)).brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;

/** What something belongs to, for logs: the id of the call that led to it, else `<vendor>:<id of its event>`. */
export const CorrelationId = z.string().check(z.minLength(1), z.maxLength(256));
