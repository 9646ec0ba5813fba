import { randomUUID } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAgentRecords } from '../../functions/adapters/dynamodb/agent-versions.ts';
import { dynamoAppointments } from '../../functions/adapters/dynamodb/appointments.ts';
import { dynamoAuditTrail } from '../../functions/adapters/dynamodb/audit.ts';
import { dynamoBillingAccounts } from '../../functions/adapters/dynamodb/billing-accounts.ts';
import { dynamoClosings } from '../../functions/adapters/dynamodb/closings.ts';
import { dynamoConsents } from '../../functions/adapters/dynamodb/consents.ts';
import { dynamoContests } from '../../functions/adapters/dynamodb/contests.ts';
import { dynamoExports } from '../../functions/adapters/dynamodb/exports.ts';
import { dynamoFees } from '../../functions/adapters/dynamodb/fees.ts';
import { dynamoInboundTexts } from '../../functions/adapters/dynamodb/inbound-texts.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { dynamoOnboardings } from '../../functions/adapters/dynamodb/onboardings.ts';
import { dynamoReversals } from '../../functions/adapters/dynamodb/reversals.ts';
import { dynamoOpening, dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoSuspensions } from '../../functions/adapters/dynamodb/suspensions.ts';
import { dynamoTeam } from '../../functions/adapters/dynamodb/team.ts';
import { dynamoTexts } from '../../functions/adapters/dynamodb/texts.ts';
import { dynamoTrials } from '../../functions/adapters/dynamodb/trials.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { AppointmentId, BusinessId, CallId } from '../../functions/contracts/ids.ts';
import type { Appointment } from '../../functions/domain/appointment/appointment.ts';
import type { AuditEntry } from '../../functions/domain/audit/audit-entry.ts';
import type { Consent } from '../../functions/domain/customer/consent.ts';
import type { ConsentStep, InboundText } from '../../functions/domain/customer/ports.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import type { Fee } from '../../functions/domain/fee/fee.ts';
import { feeFor } from '../../functions/domain/fee/fee-intent.ts';
import type { InvoiceFact } from '../../functions/domain/fee/invoice.ts';
import type { Member } from '../../functions/domain/person/person.ts';
import { cellsOf } from '../../functions/domain/schedule/quarters.ts';
import { accountAfter, newAccount } from '../../functions/domain/subscription/account.ts';
import { confirmationText } from '../../functions/domain/text/text.ts';
import type { VendorEvent } from '../../functions/domain/vendor-event/vendor-event.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import { aBusiness, anAppointment, MONDAY_MORNING } from './builders.ts';
import type { LocalTable } from './dynamo.ts';
import { aRecordedCall } from './recorded-call.ts';
import { storeBusiness } from './stored-business.ts';
import { aClaimed } from './text-rows.ts';

const ids = derivedIds(hashing);
export const AT = new Date(MONDAY_MORNING).toISOString();

/** A business of its own with every adapter that decides something for it, and its record. */
export const anAuditedBusiness = async (table: LocalTable) => {
  const serial = randomUUID().replaceAll('-', '').slice(0, 12);
  const businessId = `biz_${serial}` as BusinessId;
  const customerId = `cus_${serial}`;
  const base = aBusiness();
  const business = aBusiness({
    id: businessId,
    agentIds: [`agent_${serial}`],
    numbers: [`+1${serial}`],
    billing: { ...base.billing, stripeCustomerId: customerId, subscription: 'incomplete' },
  });
  // Any appointment: what is decided here is about others.
  const { rows } = await storeBusiness(
    table,
    business,
    anAppointment({ id: `apt_${serial}other` as AppointmentId, businessId }),
  );

  const exports = dynamoExports(table, ids, waiting);
  const suspensions = dynamoSuspensions(table, ids, waiting);
  const closings = dynamoClosings(table, ids, { now: () => MONDAY_MORNING }, waiting);
  const onboardings = dynamoOnboardings(table, ids, { now: () => MONDAY_MORNING }, waiting);
  const appointments = dynamoAppointments(table, ids, waiting);
  const fees = dynamoFees(table, ids, waiting);
  const texts = dynamoTexts(table, ids, hashing, waiting);
  const appointment = anAppointment({ businessId, id: `apt_${serial}booked` as AppointmentId });
  const cells = cellsOf(Date.parse(appointment.startsAt), 60, business.dayOffsetMinutes);
  const feeOf = (booked: typeof appointment): Fee =>
    feeFor({
      ids,
      appointment: booked,
      business: { ...business, billing: { ...business.billing, subscription: 'active' } },
      call: { id: booked.callId, isTest: false, from: '+15125550187', startedAtMs: undefined },
      toolResult: 'You are booked, Dana Reyes.',
      now: MONDAY_MORNING,
    });
  const fee = feeOf(appointment);
  const book = (booked = appointment) =>
    appointments.commit(booked, cells, feeOf(booked), business.dayOffsetMinutes);

  const happened = (vendor: VendorEvent['vendor'], name: string): VendorEvent => ({
    vendor,
    eventId: `${name}-${serial}`,
    type: name,
    receivedAt: AT,
  });

  const { phone } = appointment.customer;
  const word = (state: Consent['state'], second: number, from?: Consent): ConsentStep => {
    const at = `2026-11-23T15:00:0${second}.000Z`;
    return {
      businessId,
      phone,
      from,
      to: { state, at, since: at },
      heardAt: AT,
      cause: { actor: 'customer', id: `word-${second}-${serial}` },
    };
  };

  const account = newAccount(businessId, customerId);
  const subscribed = accountAfter(account, {
    kind: 'subscription',
    occasion: happened('stripe', 'customer.subscription.created'),
    customerId,
    subscriptionId: `sub_${serial}`,
    sighting: {
      eventId: `evt_${serial}`,
      how: 'created',
      at: AT,
      after: { status: 'active', startedAt: AT, cancelsAtPeriodEnd: false, paymentMethod: 'pm_1' },
    },
  });
  if (!subscribed) throw new Error('the first event of a subscription is news');

  const member: Member = {
    v: 1,
    businessId,
    personId: PersonId.parse(`00000000-0000-4000-8000-${serial}`),
    email: 'staff@apexhvac.example',
    name: 'Sam',
    role: 'staff',
    since: AT,
    version: 1,
  };

  /** An hour later, by somebody of the business. */
  const move = (from: Appointment = appointment) => {
    const startsAtMs = Date.parse(from.startsAt) + 3_600_000;
    const to: Appointment = {
      ...from,
      version: from.version + 1,
      startsAt: new Date(startsAtMs).toISOString(),
      bookedFor: { startsAt: from.startsAt, zone: from.zone },
      movedAt: AT,
      movedUnder: `request-${serial}`,
    };
    const { dayOffsetMinutes } = business;
    const take = cellsOf(startsAtMs, from.durationMinutes, dayOffsetMinutes);
    return appointments.move({
      from,
      to,
      cells: { free: cells, take },
      dayOffsetMinutes,
      by: member.personId,
    });
  };

  const trail = dynamoAuditTrail(table);
  return {
    onboardings,
    suspensions,
    exports,
    ...aRecordedCall(table, { businessId, callId: appointment.callId as CallId }),
    closings,
    business,
    member,
    move,
    team: dynamoTeam(table, waiting),
    settings: dynamoSettings(table, waiting),
    agentRecords: dynamoAgentRecords(table, ids, waiting),
    opening: dynamoOpening(table, waiting),
    /** As it was before anybody had opened it. */
    async vacate() {
      await table.db.send(new DeleteCommand({ TableName: table.name, Key: keys.configuration(businessId) }));
    },
    businessId,
    serial,
    appointment,
    fee,
    rows,
    appointments,
    fees,
    texts,
    consents: dynamoConsents(table, ids, waiting),
    inbound: dynamoInboundTexts(table, ids, waiting),
    accounts: dynamoBillingAccounts(table, ids, waiting),
    trials: dynamoTrials(table, waiting),
    contests: dynamoContests(table, ids, waiting),
    reversals: dynamoReversals(table, waiting),
    ids,
    book,
    cancel: () => appointments.cancel(appointment, cells, AT),
    happened,
    word,
    subscribed,
    fingerprint: ids.phoneFingerprint(businessId, phone),
    invoiceId: `in_${serial}`,
    async claimedFee(): Promise<Fee> {
      await book();
      const claimed = await fees.claim(fee, MONDAY_MORNING);
      if (!claimed) throw new Error('not claimed');
      return claimed;
    },
    claimedText: () => aClaimed(texts, confirmationText(ids, appointment, AT)),
    fact: (outcome: InvoiceFact['outcome']): InvoiceFact => ({
      kind: 'invoice',
      eventId: `invoice-${outcome}-${serial}`,
      type: `invoice.${outcome}`,
      receivedAt: AT,
      outcome,
      declineCode: undefined,
      invoiceId: `in_${serial}`,
      customerId,
      totalCents: 5000,
      currency: 'usd',
      claims: { businessId, appointmentId: appointment.id, feeId: fee.id },
    }),
    inboundText: (body: string): InboundText => ({
      v: 1,
      businessId,
      messageId: `message-${serial}`,
      from: phone,
      to: business.messaging.from,
      body,
      sentAt: AT,
      receivedAt: AT,
    }),
    async entries(subject?: string): Promise<AuditEntry[]> {
      const all: AuditEntry[] = [];
      for await (const entry of trail.entries(businessId, subject)) all.push(entry as AuditEntry);
      return all;
    },
  };
};

export type AuditedBusiness = Awaited<ReturnType<typeof anAuditedBusiness>>;
