import type { CustomerId } from '../../contracts/api/customers.ts';
import type { PersonId } from '../../contracts/api/people.ts';
import type {
  AppointmentId,
  BusinessId,
  CallId,
  DeliveryId,
  EndpointId,
  ExportId,
  FeeId,
  InvitationId,
  PartnerId,
  PartnerKeyId,
  TextId,
} from '../../contracts/ids.ts';
import { biz } from './business-partition.ts';
import { LIVE_KEYS } from './live-keys.ts';

/** Every key in the table, in one place: those of the live channel by its own page. */
export const keys = {
  /** Sorts before every day, so that one Query returns rules and days. */
  configuration: (id: BusinessId) => ({ pk: biz(id, 'SCHEDULE'), sk: '0#CFG' }),
  /** `day` is `YYYY-MM-DD` at the business's fixed offset. */
  day: (id: BusinessId, day: string) => ({ pk: biz(id, 'SCHEDULE'), sk: `D#${day}` }),

  /** An appointment and what hangs on it share a partition and a prefix: one Query tells its story. */
  appointment: (id: BusinessId, appointment: AppointmentId) => ({
    pk: biz(id, 'APPOINTMENTS'),
    sk: appointment as string,
  }),
  fee: (id: BusinessId, appointment: AppointmentId) => ({
    pk: biz(id, 'APPOINTMENTS'),
    sk: `${appointment}#FEE`,
  }),
  text: (id: BusinessId, appointment: AppointmentId, text: TextId) => ({
    pk: biz(id, 'APPOINTMENTS'),
    sk: `${appointment}#TEXT#${text}`,
  }),
  alert: (id: BusinessId, appointment: AppointmentId) => ({
    pk: biz(id, 'APPOINTMENTS'),
    sk: `${appointment}#ALERT`,
  }),
  /** What became of an appointment later, to be announced beside its booking and not in its place. */
  news: (id: BusinessId, appointment: AppointmentId, what: string) => ({
    pk: biz(id, 'APPOINTMENTS'),
    sk: `${appointment}#NEWS#${what}`,
  }),

  call: (id: BusinessId, call: CallId) => ({ pk: biz(id, 'CALLS'), sk: call as string }),
  /** What stands beside a call: what there is to be heard, what people say of it, and that the recording has to be kept. */
  recording: (id: BusinessId, call: CallId) => ({ pk: biz(id, 'CALLS'), sk: `${call}#AUDIO` }),
  remark: (id: BusinessId, call: CallId) => ({ pk: biz(id, 'CALLS'), sk: `${call}#REMARK` }),
  hold: (id: BusinessId, call: CallId) => ({ pk: biz(id, 'CALLS'), sk: `${call}#HOLD` }),
  callLeg: (id: BusinessId, legId: string) => ({ pk: biz(id, 'CALLS'), sk: `LEG#${legId}` }),
  /** Who has called or has an appointment. Their id stands for the phone number, as the fingerprint of consents does. */
  customer: (id: BusinessId, customer: CustomerId) => ({
    pk: biz(id, 'CUSTOMERS'),
    sk: customer as string,
  }),
  /** `fingerprint` stands for the phone number: keys hold no personal data. */
  consent: (id: BusinessId, fingerprint: string) => ({ pk: biz(id, 'CONSENT'), sk: fingerprint }),
  emailStop: (id: BusinessId, fingerprint: string) => ({
    pk: biz(id, 'CONSENT'),
    sk: `EMAIL#${fingerprint}`,
  }),
  inboundText: (id: BusinessId, messageId: string) => ({ pk: biz(id, 'TEXTS'), sk: `IN#${messageId}` }),
  reply: (id: BusinessId, text: TextId) => ({ pk: biz(id, 'TEXTS'), sk: `REPLY#${text}` }),
  /** Which text the vendor means by its id of a message, and by the words and the recipient of one. */
  sentText: (id: BusinessId, messageId: string) => ({ pk: biz(id, 'TEXTS'), sk: `SENT#${messageId}` }),
  textWords: (id: BusinessId, fingerprint: string) => ({ pk: biz(id, 'TEXTS'), sk: `WORDS#${fingerprint}` }),

  /** What Stripe tells of a business as its customer, apart from booking fees. */
  account: (id: BusinessId) => ({ pk: biz(id, 'BILLING'), sk: 'ACCOUNT' }),
  accountInvoice: (id: BusinessId, invoice: string) => ({ pk: biz(id, 'BILLING'), sk: `INVOICE#${invoice}` }),
  checkout: (id: BusinessId, sessionId: string) => ({ pk: biz(id, 'BILLING'), sk: `CHECKOUT#${sessionId}` }),
  /** What it has claimed to try the service with, and whether it has. */
  trialOf: (id: BusinessId) => ({ pk: biz(id, 'BILLING'), sk: 'TRIAL' }),

  /** What owners say against fees, what stands in the way of operators, and how many were granted in a month (`YYYY-MM`). */
  contest: (id: BusinessId, fee: FeeId) => ({ pk: biz(id, 'CONTESTS'), sk: fee as string }),
  contestInReview: (id: BusinessId, fee: FeeId) => ({ pk: biz(id, 'CONTESTS'), sk: `REVIEW#${fee}` }),
  contestAllowance: (id: BusinessId, month: string) => ({ pk: biz(id, 'CONTESTS'), sk: `MONTH#${month}` }),

  /** How far a business has come towards answering its phone: one row for all of it, and one for each step. */
  onboarding: (id: BusinessId) => ({ pk: biz(id, 'ONBOARDING'), sk: '0' }),
  onboardingStep: (id: BusinessId, step: string) => ({ pk: biz(id, 'ONBOARDING'), sk: `0#${step}` }),

  /** How far a business that leaves has come in giving up what it has, kept as its certificate; whether it is served; its archives. */
  closing: (id: BusinessId) => ({ pk: biz(id, 'ONBOARDING'), sk: 'CLOSING' }),
  suspension: (id: BusinessId) => ({ pk: biz(id, 'ONBOARDING'), sk: 'SUSPENSION' }),
  export: (id: BusinessId, its: ExportId) => ({ pk: biz(id, 'ONBOARDING'), sk: `EXPORT#${its}` }),

  /** Which agent callers hear and what is being done about it; every one that they heard; that settings have changed. */
  agentRecord: (id: BusinessId) => ({ pk: biz(id, 'AGENT'), sk: 'CURRENT' }),
  agentVersion: (id: BusinessId, version: string) => ({ pk: biz(id, 'AGENT'), sk: `VERSION#${version}` }),
  settingsNews: (id: BusinessId) => ({ pk: biz(id, 'AGENT'), sk: 'SETTINGS' }),

  /** What the carrier sets up for a business: `what` is its kind and `itsId` the carrier's id. */
  provision: (id: BusinessId, what: string, itsId: string) => ({
    pk: biz(id, 'NUMBERS'),
    sk: `${what}#${itsId}`,
  }),

  /** A decision on record, in the order of `at` (ISO instant). `entry` says what was decided, of what, in which version. */
  audit: (id: BusinessId, at: string, entry: string) => ({ pk: biz(id, 'AUDIT'), sk: `${at}#${entry}` }),

  /** The last link of what people did. Apart from the record, so that what may move this may only add to that. */
  auditChain: (id: BusinessId) => ({ pk: biz(id, 'CHAIN'), sk: '0' }),
  /** The same of what operators and partners did that concerns no one business. */
  operationsAudit: (at: string, entry: string) => ({ pk: 'OPERATIONS#AUDIT', sk: `${at}#${entry}` }),
  operationsChain: () => ({ pk: 'OPERATIONS#CHAIN', sk: '0' }),

  /** Who is a member, as the business sees it; `OWNERS` counts them. And whom it has invited. */
  member: (id: BusinessId, person: PersonId) => ({ pk: biz(id, 'TEAM'), sk: `MEMBER#${person}` }),
  invitation: (id: BusinessId, its: InvitationId) => ({ pk: biz(id, 'TEAM'), sk: `INVITATION#${its}` }),
  owners: (id: BusinessId) => ({ pk: biz(id, 'TEAM'), sk: 'OWNERS' }),
  request: (id: BusinessId, fingerprint: string) => ({ pk: biz(id, 'REQUESTS'), sk: fingerprint }),

  ...LIVE_KEYS,

  /** What whoever may has asked for lately, and what costs money of a day (`YYYY-MM-DD`). */
  businessBucket: (id: BusinessId) => ({ pk: biz(id, 'LIMITS'), sk: 'BUCKET' }),
  businessTally: (id: BusinessId, day: string, cap: string) => ({
    pk: biz(id, 'LIMITS'),
    sk: `DAY#${day}#${cap}`,
  }),
  personBucket: (id: PersonId) => ({ pk: `PERSON#${id}`, sk: 'BUCKET' }),
  personTally: (id: PersonId, day: string, cap: string) => ({ pk: `PERSON#${id}`, sk: `DAY#${day}#${cap}` }),
  partnerKeyBucket: (id: PartnerId, key: string) => ({ pk: `PARTNER#${id}#LIMITS`, sk: `BUCKET#${key}` }),
  partnerKeyTally: (id: PartnerId, key: string, day: string, cap: string) => ({
    pk: `PARTNER#${id}#LIMITS`,
    sk: `DAY#${key}#${day}#${cap}`,
  }),
  /** `fingerprint` stands for a network that asks without being signed in. */
  askerBucket: (fingerprint: string) => ({ pk: `ASKER#${fingerprint}`, sk: 'BUCKET' }),
  askerTally: (fingerprint: string, day: string, cap: string) => ({
    pk: `ASKER#${fingerprint}`,
    sk: `DAY#${day}#${cap}`,
  }),
  accountBucket: (addressId: string) => ({ pk: `ADDRESS#${addressId}`, sk: 'BUCKET' }),
  accountTally: (addressId: string, day: string, cap: string) => ({
    pk: `ADDRESS#${addressId}`,
    sk: `DAY#${day}#${cap}`,
  }),
  stageTally: (day: string, cap: string) => ({ pk: 'STAGE#LIMITS', sk: `DAY#${day}#${cap}` }),

  /** Somebody with an account, the sessions that are open and where they are a member: one partition a person. */
  person: (id: PersonId) => ({ pk: `PERSON#${id}`, sk: '0' }),
  session: (id: PersonId, session: string) => ({ pk: `PERSON#${id}`, sk: `SESSION#${session}` }),
  membership: (id: PersonId, business: string) => ({ pk: `PERSON#${id}`, sk: `MEMBER#${business}` }),
  personRequest: (id: PersonId, request: string) => ({ pk: `PERSON#${id}`, sk: `REQUEST#${request}` }),

  /** Partners, together: there are few, and an operator wants to see them all. */
  partner: (id: PartnerId) => ({ pk: 'PARTNERS', sk: id as string }),
  /** A partner's keys in a partition that what partners ask for only reads; what is written for them is in others. */
  partnerKey: (id: PartnerId, key: PartnerKeyId) => ({ pk: `PARTNER#${id}`, sk: key as string }),
  /** Registry: whose a key is. */
  keyHolder: (key: PartnerKeyId) => ({ pk: `PARTNERKEY#${key}`, sk: '0' }),
  partnerRequest: (id: PartnerId, request: string) => ({ pk: `PARTNER#${id}#REQUESTS`, sk: request }),
  /** A business that a partner has opened, and the one that their own id for it means. */
  partnerBusiness: (id: PartnerId, business: string) => ({
    pk: `PARTNER#${id}#BUSINESSES`,
    sk: `BUSINESS#${business}`,
  }),
  partnerReference: (id: PartnerId, fingerprint: string) => ({
    pk: `PARTNER#${id}#BUSINESSES`,
    sk: `REFERENCE#${fingerprint}`,
  }),
  /** When a key was used last, and how often in a month (`YYYY-MM`). */
  keyUse: (id: PartnerId, key: PartnerKeyId) => ({ pk: `PARTNER#${id}#USAGE`, sk: `LAST#${key}` }),
  keyMonth: (id: PartnerId, month: string, key: string) => ({
    pk: `PARTNER#${id}#USAGE`,
    sk: `MONTH#${month}#${key}`,
  }),

  /** Where a partner wants to be told, how many such places there are, and what was told there, the newest first. */
  webhookEndpoint: (id: PartnerId, endpoint: EndpointId) => ({
    pk: `PARTNER#${id}#WEBHOOKS`,
    sk: `ENDPOINT#${endpoint}`,
  }),
  webhookEndpoints: (id: PartnerId) => ({ pk: `PARTNER#${id}#WEBHOOKS`, sk: 'COUNT' }),
  webhookDelivery: (id: PartnerId, endpoint: EndpointId, delivery: DeliveryId) => ({
    pk: `PARTNER#${id}#WEBHOOKS`,
    sk: `DELIVERY#${endpoint}#${delivery}`,
  }),

  /** Who runs the product, together, because operators want to see them all; `ACTIVE` counts those who may sign in. */
  operator: (id: PersonId) => ({ pk: 'OPERATORS', sk: `OPERATOR#${id}` }),
  activeOperators: () => ({ pk: 'OPERATORS', sk: 'ACTIVE' }),

  /** Who has an e-mail address, and the codes that were sent to it. `addressId` stands for circle and address. */
  address: (addressId: string) => ({ pk: `ADDRESS#${addressId}`, sk: '0' }),
  code: (addressId: string, name: string) => ({ pk: `ADDRESS#${addressId}`, sk: `CODE#${name}` }),

  /** Registry: which business a vendor's name belongs to. */
  agent: (agentId: string) => ({ pk: `AGENT#${agentId}`, sk: '0' }),
  number: (e164: string) => ({ pk: `NUMBER#${e164}`, sk: '0' }),
  numberOrder: (orderId: string) => ({ pk: `NUMBERORDER#${orderId}`, sk: '0' }),
  brand: (brandId: string) => ({ pk: `BRAND#${brandId}`, sk: '0' }),
  campaign: (campaignId: string) => ({ pk: `CAMPAIGN#${campaignId}`, sk: '0' }),
  stripeCustomer: (customerId: string) => ({ pk: `STRIPE#${customerId}`, sk: '0' }),
  /** What an invoice is for, and which invoice a payment paid: Stripe's ids say of which kind they are. */
  stripeInvoice: (invoiceId: string) => ({ pk: `STRIPE#${invoiceId}`, sk: '0' }),
  stripePayment: (paymentId: string) => ({ pk: `STRIPE#${paymentId}`, sk: '0' }),

  /** Registry: who tried the service with a phone, a name and address, or a card; `fingerprint` stands for it. */
  trial: (fingerprint: string) => ({ pk: `TRIAL#${fingerprint}`, sk: '0' }),

  inbox: (vendor: string, eventId: string) => ({ pk: `INBOX#${vendor}#${eventId}`, sk: '0' }),

  /** Events that wait for a business to be known, together: there are few, and an operator wants to see them all. */
  quarantined: (event: { readonly awaits: string; readonly vendor: string; readonly eventId: string }) =>
    keys.quarantinedAs(`${event.awaits}#${event.vendor}#${event.eventId}`),
  quarantinedAs: (id: string) => ({ pk: 'QUARANTINE', sk: id }),

  watermark: () => ({ pk: 'DUE#WATERMARK', sk: '0' }),
} as const;

export type Key = { readonly pk: string; readonly sk: string };

/** The sparse index of what must happen at a time, one shard a minute. */
export const DUE_INDEX = 'due';
export const dueShard = (instantMs: number) => `DUE#${new Date(instantMs).toISOString().slice(0, 16)}`;
/** `id` keeps two rows that are due at the same instant apart. */
export const dueKeys = (instantMs: number, id: string) => ({
  duePk: dueShard(instantMs),
  dueSk: `${new Date(instantMs).toISOString()}#${id}`,
});

/**
 * What people look through by time: an index over the rows' own partitions, so that whatever fences a business's rows
 * fences its lists. Each list has a letter, because several share a partition.
 */
export const LISTED_INDEX = 'listed';
const LISTS = {
  appointments: { partition: 'APPOINTMENTS', letter: 'A' },
  calls: { partition: 'CALLS', letter: 'C' },
  customers: { partition: 'CUSTOMERS', letter: 'U' },
  'open-feedback': { partition: 'CALLS', letter: 'O' },
  'done-feedback': { partition: 'CALLS', letter: 'D' },
  fees: { partition: 'APPOINTMENTS', letter: 'F' },
  texts: { partition: 'APPOINTMENTS', letter: 'T' },
} as const;
export type List = keyof typeof LISTS;
export const listPlace = (id: BusinessId, list: List) => ({
  pk: biz(id, LISTS[list].partition),
  prefix: `${LISTS[list].letter}#`,
});
/** `instant`: ISO. */
export const listed = (list: List, instant: string) => ({ listSk: `${LISTS[list].letter}#${instant}` });
