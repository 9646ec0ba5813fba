import type { Appointment } from '../../domain/appointment/appointment.ts';
import type { Move } from '../../domain/appointment/ports.ts';
import type { AuditEntry, Cause } from '../../domain/audit/audit-entry.ts';
import { toldBy } from '../../domain/audit/told-by.ts';
import type { Profile } from '../../domain/business/business.ts';
import type { SettingsChange } from '../../domain/business/ports.ts';
import type { ConsentStep } from '../../domain/customer/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import type { Fee, Settlement } from '../../domain/fee/fee.ts';
import type { Member } from '../../domain/person/person.ts';
import type { TeamChange } from '../../domain/person/ports.ts';
import type { Invoiced, Reversals } from '../../domain/reversal/reversal.ts';
import { type BillingAccount, type Standing, standingOf } from '../../domain/subscription/account.ts';
import { isSettled, type Text } from '../../domain/text/text.ts';
import type { VendorEvent } from '../../domain/vendor-event/vendor-event.ts';
import { codeOf } from './row-lines.ts';
import { settingsFacts } from './settings-facts.ts';

/** What goes on a business's record for each kind of decision: ids, states, codes and amounts, and nothing of a person. */
const entry = (
  { actor, id: cause }: Cause,
  decided: Omit<AuditEntry, 'v' | 'id' | 'actor' | 'cause'>,
): AuditEntry => ({
  v: 1,
  id: `${decided.what}:${decided.subject}:${decided.version}`,
  ...decided,
  actor,
  cause,
});

/** One entry for the booking and for what it costs, because they are one decision. */
export const bookedEntry = (appointment: Appointment, fee: Fee | undefined): AuditEntry =>
  entry(
    { actor: appointment.madeBy ? `person:${appointment.madeBy}` : 'agent', id: appointment.callId },
    {
      businessId: appointment.businessId,
      at: appointment.bookedAt,
      what: 'appointment.booked',
      subject: appointment.id,
      to: appointment.status,
      version: appointment.version,
      facts: {
        startsAt: appointment.startsAt,
        durationMinutes: appointment.durationMinutes,
        crewId: appointment.crewId,
        serviceId: appointment.serviceId,
        ...(fee && {
          feeId: fee.id,
          fee: fee.state,
          feeCents: fee.amountCents,
          feeWaivedBecause: fee.waivedBecause,
        }),
      },
    },
  );

export const movedEntry = ({ from, to, by }: Move): AuditEntry =>
  entry(
    { actor: `person:${by}`, id: undefined },
    {
      businessId: to.businessId,
      at: to.movedAt ?? to.bookedAt,
      what: 'appointment.moved',
      subject: to.id,
      from: from.status,
      to: to.status,
      version: to.version,
      facts: {
        'startsAt before': from.startsAt,
        'startsAt after': to.startsAt,
        'crewId before': from.crewId,
        'crewId after': to.crewId,
        durationMinutes: to.durationMinutes,
      },
    },
  );

export const cancelledEntry = (from: Appointment, to: Appointment, at: string, cause: Cause): AuditEntry =>
  entry(cause, {
    businessId: to.businessId,
    at,
    what: 'appointment.cancelled',
    subject: to.id,
    from: from.status,
    to: to.status,
    version: to.version,
    facts: {
      startsAt: to.startsAt,
      durationMinutes: to.durationMinutes,
      crewId: to.crewId,
      ...(to.cancelledBecause && { because: to.cancelledBecause }),
    },
  });

const feeFacts = (settlement: Settlement): AuditEntry['facts'] => {
  if (settlement.state === 'waived') return { because: settlement.because };
  const { invoiceId } = settlement;
  return settlement.state === 'charged'
    ? { invoiceId }
    : { invoiceId, because: codeOf(settlement.declineCode) };
};

/** `fee`: as it is when it is settled. */
export const feeEntry = (fee: Fee, settlement: Settlement, cause: Cause): AuditEntry =>
  entry(cause, {
    businessId: fee.businessId,
    at: settlement.at,
    what: `fee.${settlement.state}`,
    subject: fee.id,
    appointmentId: fee.appointmentId,
    from: fee.state,
    to: settlement.state,
    version: fee.epoch,
    facts: { amountCents: fee.amountCents, ...feeFacts(settlement) },
  });

/** undefined: a text that is still on its way, or stays what it was. */
export const textEntry = (
  from: Text,
  to: Text,
  occasion: VendorEvent | undefined,
): AuditEntry | undefined => {
  const { state } = to;
  if (!isSettled(to) || from.state === state || state === 'requested' || state === 'sending')
    return undefined;
  return entry(occasion ? toldBy(occasion) : { actor: 'system', id: to.correlationId }, {
    businessId: to.businessId,
    at: to.settledAt ?? to.requestedAt,
    what: `text.${state}`,
    subject: to.id,
    ...(to.kind === 'confirmation' && { appointmentId: to.appointmentId }),
    from: from.state,
    to: state,
    version: to.epoch,
    facts: {
      kind: to.kind,
      messageId: to.messageId,
      because: codeOf(to.suppressedBecause ?? to.failedBecause),
    },
  });
};

/** undefined: somebody said once more what they have said. */
export const consentEntry = (ids: DerivedIds, step: ConsentStep): AuditEntry | undefined => {
  const { businessId, phone, from, to, heardAt, cause } = step;
  if (from?.state === to.state) return undefined;
  return entry(cause, {
    businessId,
    at: heardAt,
    what: to.state === 'opted_out' ? 'consent.opted-out' : 'consent.opted-in',
    subject: ids.phoneFingerprint(businessId, phone),
    from: from?.state,
    to: to.state,
    version: to.since,
  });
};

export const standingEntry = (
  from: BillingAccount | undefined,
  to: BillingAccount,
  standing: Standing,
  occasion: VendorEvent,
): AuditEntry =>
  entry(toldBy(occasion), {
    businessId: to.businessId,
    at: occasion.receivedAt,
    what: 'standing.changed',
    subject: to.stripeCustomerId,
    from: from && standingOf(from)?.subscription,
    to: standing.subscription,
    version: to.version,
    facts: { paymentMethod: standing.paymentMethod },
  });

/** `version`: of what the row says of reversals, after this one. */
export const reversalEntry = (
  { businessId, invoiceId, appointmentId }: Invoiced,
  version: number,
  { creditedCents, refundedCents, dispute, fraudWarning }: Reversals,
  occasion: VendorEvent,
): AuditEntry =>
  entry(toldBy(occasion), {
    businessId,
    at: occasion.receivedAt,
    what: 'reversal.recorded',
    subject: invoiceId,
    appointmentId,
    version,
    facts: { creditedCents, refundedCents, dispute, fraudWarning },
  });

export const memberEntry = ({ businessId, personId, from, to, by, at }: TeamChange): AuditEntry =>
  entry(
    { actor: `person:${by}`, id: undefined },
    {
      businessId,
      at,
      what: to === undefined ? 'member.removed' : from === undefined ? 'member.joined' : 'member.changed',
      subject: personId,
      from: from?.role,
      to: to?.role,
      version: to?.version ?? (from?.version ?? 0) + 1,
    },
  );

export const openedEntry = (profile: Profile, owner: Member): AuditEntry =>
  entry(
    { actor: `person:${owner.personId}`, id: undefined },
    {
      businessId: profile.id,
      at: owner.since,
      what: 'business.opened',
      subject: profile.id,
      version: 1,
      facts: { zone: profile.zone, trade: profile.trade },
    },
  );

export const settingsEntry = (change: SettingsChange): AuditEntry =>
  entry(
    { actor: `person:${change.by}`, id: undefined },
    {
      businessId: change.to.id,
      at: change.at,
      what: 'settings.changed',
      subject: change.to.id,
      version: change.to.settingsVersion ?? 0,
      facts: settingsFacts(change),
    },
  );
