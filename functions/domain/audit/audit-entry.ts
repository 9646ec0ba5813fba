import type { PersonId } from '../../contracts/api/people.ts';
import type { AppointmentId, BusinessId, PartnerId } from '../../contracts/ids.ts';
import type { Vendor } from '../../contracts/vendor-messages.ts';

/**
 * What was decided. Steps on the way (a claim, a draft, a postponement) are no decisions. `standing.changed`: what a
 * business may and how it pays, as Stripe tells. `trial.ended`: at once, because somebody tried with this before. `reversal.recorded`: what was paid is disputed or went back.
 */
export type Decision =
  | 'appointment.booked'
  | 'appointment.moved'
  | 'appointment.cancelled'
  | 'fee.charged'
  | 'fee.declined'
  | 'fee.waived'
  | 'fee.contested'
  | 'contest.decided'
  | 'fee.given-back'
  | 'text.sent'
  | 'text.delivered'
  | 'text.failed'
  | 'text.suppressed'
  | 'text.uncertain'
  | 'consent.opted-in'
  | 'consent.opted-out'
  | 'standing.changed'
  | 'trial.ended'
  | 'reversal.recorded'
  | 'recording.played'
  | 'recording.held'
  | 'recording.released'
  | 'call.marked'
  | 'call.rated'
  | 'business.opened'
  | 'settings.changed'
  | 'agent.published'
  | 'agent.chosen'
  | 'onboarding.changed'
  | 'business.suspended'
  | 'business.resumed'
  | 'business.closing'
  | 'business.closed'
  | 'business.exported'
  | 'invitation.sent'
  | 'invitation.withdrawn'
  | 'member.joined'
  | 'member.changed'
  | 'member.removed';

/** What was decided of nobody's business: by operators and partners, about people, partners and their keys. */
export type OperationsDecision =
  | 'operator.invited'
  | 'operator.joined'
  | 'person.disabled'
  | 'person.enabled'
  | 'partner.created'
  | 'partner.changed'
  | 'partner.disabled'
  | 'key.issued'
  | 'key.revoked';

/** The agent on the telephone, a customer by a word, a vendor by what it tells us, we by our rules. */
export type Machine = 'agent' | 'customer' | 'system' | `vendor:${Vendor}`;

/** Whoever has to answer for what they changed: each of their entries is a link of a chain (`chain.ts`). */
export type Accountable = `person:${PersonId}` | `operator:${PersonId}` | `partner:${PartnerId}`;

/** Who decided. */
export type Actor = Machine | Accountable;

/** Where an entry stands in its chain, which only those of somebody accountable do. */
export type Link = {
  /** 1 and up, without a gap. */
  readonly seq: number;
  /** Hash over the link before and this entry. */
  readonly chain: string;
};

/** Who brought a change about, and what it can be looked up by: the call, the vendor's event or the text. */
export type Cause = { readonly actor: Actor; readonly id: string | undefined };

/**
 * One decision on record: written in the transaction of the change that it tells of, never changed and never
 * deleted by itself. Holds ids, states, codes and amounts; of a person at most a fingerprint,
 * which can be tried out against numbers: it is personal all the same.
 */
type Recorded = Partial<Link> & {
  readonly v: 1;
  /** Made of what was decided, of what and in which version of it: the same change has the same id. */
  readonly id: string;
  /** ISO instant of the decision; of one that follows from a vendor's event alone, the instant at which we took that. */
  readonly at: string;
  /** Id of what changed: of a number its fingerprint, of a standing Stripe's customer, of a reversal the invoice. */
  readonly subject: string;
  /** The appointment that the subject belongs to. */
  readonly appointmentId?: AppointmentId | undefined;
  /** The state before, where there was one. */
  readonly from?: string | undefined;
  /** The state after. A reversal moves none. */
  readonly to?: string | undefined;
  /** Version or epoch of the subject after the change; of a word about texts, since when it holds. */
  readonly version: number | string;
  readonly actor: Actor;
  readonly cause?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
};

/** On a business's record. */
export type AuditEntry = Recorded & { readonly businessId: BusinessId; readonly what: Decision };

/** On the record of what concerns no one business. */
export type OperationsEntry = Recorded & { readonly what: OperationsDecision };
