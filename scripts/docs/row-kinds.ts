import type { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { AGENT_ROWS } from './agent-rows.ts';
import { CONTEST_ROWS } from './contest-rows.ts';
import { LIMIT_ROWS } from './limit-rows.ts';
import { LIVE_ROWS } from './live-rows.ts';
import { ONBOARDING_ROWS } from './onboarding-rows.ts';
import { PEOPLE_ROWS } from './people-rows.ts';
import { RECORDING_ROWS } from './recording-rows.ts';
import { REGISTRY_ROWS } from './registry-rows.ts';

/** How sensitive a row is. Personal: it names or describes a person, and is deleted with its business. */
type DataClass = 'public' | 'business' | 'personal';

export type RowKind = {
  readonly what: string;
  /** Arguments of its key, each with how its value begins. */
  readonly args: Readonly<Record<string, string>>;
  readonly holds: DataClass;
  readonly kept: string;
  /** Why it may stand in the due index. Left out: it never does. */
  readonly due?: string;
  /** Stands in the index of what people look through. */
  readonly listed?: true;
  /** Of a typical row, rounded up as DynamoDB does. */
  readonly kb: number;
};

const business = { business: 'biz_' };
const ofAppointment = { business: 'biz_', appointment: 'apt_' };
const WITH_BUSINESS = 'as long as the business';
const UNTIL_ANNOUNCED = 'until the bus has its event';

/** `quarantinedAs` is the key of `quarantined`, by its own id. */
export type RowName = Exclude<keyof typeof keys, 'quarantinedAs'>;

/** Every kind of row. A key added to keys.ts does not compile until it is described here. */
export const ROW_KINDS: Readonly<Record<RowName, RowKind>> = {
  configuration: {
    what: 'a business: profile, hours, services, crew, agents, numbers, billing',
    args: business,
    holds: 'personal',
    kept: WITH_BUSINESS,
    due: 'never: it stands there as one of all businesses, in a shard of their own',
    kb: 3,
  },
  day: {
    what: 'which quarter hours of a day are taken',
    args: { ...business, day: '' },
    holds: 'business',
    kept: 'three days after the day began (TTL)',
    kb: 1,
  },
  appointment: {
    what: 'an appointment with the customer it is for',
    args: ofAppointment,
    holds: 'personal',
    kept: WITH_BUSINESS,
    due: UNTIL_ANNOUNCED,
    listed: true,
    kb: 1,
  },
  fee: {
    what: 'a booking fee, its evidence, its invoice, what was disputed or refunded',
    args: ofAppointment,
    holds: 'business',
    kept: WITH_BUSINESS,
    due: 'until it is settled',
    listed: true,
    kb: 1,
  },
  text: {
    what: "an appointment's confirmation text, with its words once it is claimed",
    args: { ...ofAppointment, text: 'txt_' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    due: 'until it is settled',
    listed: true,
    kb: 2,
  },
  alert: {
    what: "the owner's e-mail about an appointment",
    args: ofAppointment,
    holds: 'personal',
    kept: WITH_BUSINESS,
    due: 'until it is settled',
    kb: 2,
  },
  news: {
    what: 'what became of an appointment later, until it is announced',
    args: { ...ofAppointment, what: '' },
    holds: 'business',
    kept: '45 days (TTL)',
    due: UNTIL_ANNOUNCED,
    kb: 1,
  },
  call: {
    what: 'a call: times, summary, outcome, cost, and where its transcript lies',
    args: { ...business, call: '' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    due: UNTIL_ANNOUNCED,
    listed: true,
    kb: 2,
  },
  ...RECORDING_ROWS,
  callLeg: {
    what: 'one leg of a phone call, as the carrier tells of it: who, when, how it ended',
    args: { ...business, leg: '' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  customer: {
    what: 'who has called or has an appointment: phone, name, and which calls and appointments',
    args: { ...business, customer: 'cus_' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    listed: true,
    kb: 1,
  },
  consent: {
    what: 'what a number has said about texts, under its fingerprint',
    args: { ...business, fingerprint: '' },
    holds: 'personal',
    kept: 'for ever: an opt-out does not expire',
    due: UNTIL_ANNOUNCED,
    kb: 1,
  },
  emailStop: {
    what: 'an address that takes no e-mail any more, under its fingerprint',
    args: { ...business, fingerprint: '' },
    holds: 'personal',
    kept: 'for ever: it does not come to want e-mail by itself',
    kb: 1,
  },
  inboundText: {
    what: 'a text that came in, with its words',
    args: { ...business, message: '' },
    holds: 'personal',
    kept: 'a year (TTL)',
    kb: 1,
  },
  reply: {
    what: 'our answer to a text: HELP, or the confirmation of an opt-out',
    args: { ...business, text: 'txt_' },
    holds: 'personal',
    kept: 'a year (TTL)',
    due: 'until it is settled',
    kb: 2,
  },
  sentText: {
    what: "which text a vendor's message id means",
    args: { ...business, message: '' },
    holds: 'business',
    kept: '45 days (TTL)',
    kb: 1,
  },
  textWords: {
    what: 'which text certain words to a certain number were',
    args: { ...business, fingerprint: '' },
    holds: 'personal',
    kept: '45 days (TTL)',
    kb: 1,
  },
  account: {
    what: "the business as Stripe's customer: subscription, card, standing",
    args: business,
    holds: 'business',
    kept: WITH_BUSINESS,
    due: UNTIL_ANNOUNCED,
    kb: 1,
  },
  accountInvoice: {
    what: 'an invoice that is no booking fee',
    args: { ...business, invoice: 'in_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  checkout: {
    what: 'a checkout of a subscription',
    args: { ...business, session: 'cs_' },
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  audit: {
    what: 'a decision about a booking, a fee, a text, a consent or an account, as it was taken; never changed',
    args: { ...business, at: '', entry: '' },
    holds: 'personal',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  auditChain: {
    what: 'the last link of the chain of what people decided: how many there are, and the hash over them all',
    args: business,
    holds: 'business',
    kept: WITH_BUSINESS,
    kb: 1,
  },
  operationsAudit: {
    what: 'a decision of an operator or partner that concerns no one business; never changed',
    args: { at: '', entry: '' },
    holds: 'personal',
    kept: 'for ever',
    kb: 1,
  },
  operationsChain: {
    what: 'the last link of the chain of those',
    args: {},
    holds: 'business',
    kept: 'for ever',
    kb: 1,
  },
  ...PEOPLE_ROWS,
  ...ONBOARDING_ROWS,
  ...AGENT_ROWS,
  ...REGISTRY_ROWS,
  ...CONTEST_ROWS,
  ...LIMIT_ROWS,
  ...LIVE_ROWS,
  inbox: {
    what: "a vendor's event that took effect, so that it takes none again",
    args: { vendor: '', event: '' },
    holds: 'business',
    kept: '45 days (TTL)',
    kb: 1,
  },
  quarantined: {
    what: "a vendor's event that waits for a business to be known; its body is in the raw bucket",
    args: { awaits: '', vendor: '', event: '' },
    holds: 'business',
    kept: 'until it is applied or discarded',
    kb: 1,
  },
  watermark: {
    what: 'how far the due index has been released',
    args: {},
    holds: 'public',
    kept: 'always, one row',
    kb: 1,
  },
};
