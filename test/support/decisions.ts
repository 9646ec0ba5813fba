import { expect } from 'vitest';
import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { Decision } from '../../functions/domain/audit/audit-entry.ts';
import { charged, declined, waived } from '../../functions/domain/fee/fee.ts';
import * as step from '../../functions/domain/text/text-steps.ts';
import { AGENT_DECISIONS } from './agent-decisions.ts';
import { AT, type AuditedBusiness } from './audited-business.ts';
import { MONDAY_MORNING } from './builders.ts';
import { CONTEST_DECISIONS } from './contest-decisions.ts';
import { INVITATION_DECISIONS } from './invitation-decisions.ts';
import { LEAVING_DECISIONS } from './leaving-decisions.ts';
import { ONBOARDING_DECISIONS } from './onboarding-decisions.ts';
import { RECORDING_DECISIONS } from './recording-decisions.ts';

type Expected = {
  readonly what: Decision;
  readonly from?: string;
  readonly to?: string;
  readonly actor: string;
};

/** One decision of each kind: what comes before it, the decision, which may be asked for again, and its entry. */
export type DecisionExample = {
  readonly name: string;
  readonly expected: Expected;
  readonly prepare: (of: AuditedBusiness) => Promise<() => Promise<unknown>>;
};

const NOW = MONDAY_MORNING;

const EXAMPLES = [
  {
    name: 'a booking',
    expected: { what: 'appointment.booked', to: 'booked', actor: 'agent' },
    prepare: async ({ book }) => book,
  },
  {
    name: 'a booking that is moved by hand',
    expected: {
      what: 'appointment.moved',
      from: 'booked',
      to: 'booked',
      actor: expect.stringMatching(/^person:/),
    },
    prepare: async ({ book, move }) => {
      await book();
      return move;
    },
  },
  {
    name: 'a cancellation',
    expected: { what: 'appointment.cancelled', from: 'booked', to: 'cancelled', actor: 'system' },
    prepare: async ({ book, cancel }) => {
      await book();
      return cancel;
    },
  },
  {
    name: 'a fee that our worker was paid',
    expected: { what: 'fee.charged', from: 'owed', to: 'charged', actor: 'system' },
    prepare: async ({ claimedFee, fees, ids, invoiceId }) => {
      const claimed = await claimedFee();
      return () => fees.finish(claimed, charged(ids, claimed, invoiceId, AT));
    },
  },
  {
    name: 'a fee that the card would not pay',
    expected: { what: 'fee.declined', from: 'owed', to: 'declined', actor: 'system' },
    prepare: async ({ claimedFee, fees, ids, invoiceId }) => {
      const claimed = await claimedFee();
      return () => fees.finish(claimed, declined(ids, claimed, invoiceId, 'insufficient_funds', AT));
    },
  },
  {
    name: 'a fee that is waived',
    expected: { what: 'fee.waived', from: 'owed', to: 'waived', actor: 'system' },
    prepare: async ({ claimedFee, fees }) => {
      const claimed = await claimedFee();
      return () => fees.finish(claimed, waived('cancelled_before_charge', AT));
    },
  },
  {
    name: 'a fee of which Stripe says that it is paid',
    expected: { what: 'fee.charged', from: 'owed', to: 'charged', actor: 'vendor:stripe' },
    prepare: async ({ book, fee, fees, fact, ids, invoiceId }) => {
      await book();
      return () => fees.settle(fee, charged(ids, fee, invoiceId, AT), fact('paid'));
    },
  },
  {
    name: 'a text that the carrier took',
    expected: { what: 'text.sent', from: 'sending', to: 'sent', actor: 'system' },
    prepare: async ({ claimedText, texts }) => {
      const claimed = await claimedText();
      return () => texts.move(claimed, step.accepted(claimed, 'message-1', NOW));
    },
  },
  {
    name: 'a text that the carrier delivered',
    expected: { what: 'text.delivered', from: 'sending', to: 'delivered', actor: 'vendor:telnyx' },
    prepare: async ({ claimedText, texts, happened }) => {
      const claimed = await claimedText();
      const delivered = { ...step.accepted(claimed, 'message-1', NOW), state: 'delivered' as const };
      return () => texts.move(claimed, delivered, { occasion: happened('telnyx', 'message.finalized') });
    },
  },
  {
    name: 'a text that will not arrive',
    expected: { what: 'text.failed', from: 'sending', to: 'failed', actor: 'system' },
    prepare: async ({ claimedText, texts }) => {
      const claimed = await claimedText();
      return () => texts.move(claimed, step.failed(claimed, '40008', NOW));
    },
  },
  {
    name: 'a text that is held back',
    expected: { what: 'text.suppressed', from: 'sending', to: 'suppressed', actor: 'system' },
    prepare: async ({ claimedText, texts }) => {
      const claimed = await claimedText();
      return () => texts.move(claimed, step.suppressed(claimed, 'too_late', NOW));
    },
  },
  {
    name: 'a text of unknown end',
    expected: { what: 'text.uncertain', from: 'sending', to: 'uncertain', actor: 'system' },
    prepare: async ({ claimedText, texts }) => {
      const claimed = await claimedText();
      return () => texts.move(claimed, step.uncertain(claimed, NOW));
    },
  },
  {
    name: 'an opt-out that a customer texts',
    expected: { what: 'consent.opted-out', to: 'opted_out', actor: 'customer' },
    prepare: async ({ inbound, inboundText, happened, word }) => {
      const said = { consent: word('opted_out', 1) };
      return () => inbound.receive(inboundText('STOP'), happened('telnyx', 'message.received'), said);
    },
  },
  {
    name: 'an opt-out that the carrier tells of',
    expected: { what: 'consent.opted-out', to: 'opted_out', actor: 'vendor:telnyx' },
    prepare: async ({ consents, word }) => {
      const { businessId, phone, to } = word('opted_out', 1);
      const cause = { actor: 'vendor:telnyx', id: 'event-blocked' } as const;
      return () => consents.record({ businessId, phone, state: to.state, at: to.at, cause });
    },
  },
  {
    name: 'a customer who comes back',
    expected: { what: 'consent.opted-in', from: 'opted_out', to: 'opted_in', actor: 'customer' },
    prepare: async ({ consents, word }) => {
      const out = word('opted_out', 1);
      await consents.record({ ...out, ...out.to });
      const back = word('opted_in', 2, out.to);
      return () => consents.record({ ...back, ...back.to });
    },
  },
  {
    name: 'a subscription that begins',
    expected: { what: 'standing.changed', to: 'active', actor: 'vendor:stripe' },
    prepare: async ({ accounts, subscribed, happened }) => {
      const standing = { subscription: 'active', paymentMethod: 'pm_1' } as const;
      const occasion = happened('stripe', 'customer.subscription.created');
      return () => accounts.move(undefined, subscribed, standing, occasion);
    },
  },
  {
    name: 'a trial with a card that another has tried with',
    expected: { what: 'trial.ended', actor: 'system' },
    prepare: async ({ trials, businessId, serial }) => {
      await trials.settle(`biz_tried${serial}` as BusinessId, `card${serial}`, AT);
      return () => trials.settle(businessId, `card${serial}`, AT);
    },
  },
  {
    name: 'a fee that is credited',
    expected: { what: 'reversal.recorded', actor: 'vendor:stripe' },
    prepare: async ({ book, reversals, businessId, appointment, invoiceId, happened }) => {
      await book();
      const invoiced = { businessId, invoiceId, appointmentId: appointment.id };
      const occasion = happened('stripe', 'credit_note.created');
      return () => reversals.write(invoiced, 0, { creditedCents: 5000, refundedCents: 0 }, occasion);
    },
  },
  {
    name: 'a business that is opened',
    expected: { what: 'business.opened', actor: expect.stringMatching(/^person:/) },
    prepare: async ({ vacate, opening, business, member }) => {
      await vacate();
      return () => opening.open(business, member);
    },
  },
  {
    name: 'other opening hours',
    expected: { what: 'settings.changed', actor: expect.stringMatching(/^person:/) },
    prepare: async ({ settings, business, member }) => {
      const to = { ...business, startEveryMinutes: 60, settingsVersion: 1 };
      const change = {
        from: business,
        to,
        changed: ['startEveryMinutes'],
        by: member.personId,
        at: AT,
      } as const;
      return () => settings.change(change);
    },
  },
  ...AGENT_DECISIONS,
  ...ONBOARDING_DECISIONS,
  ...LEAVING_DECISIONS,
  ...CONTEST_DECISIONS,
  ...RECORDING_DECISIONS,
  ...INVITATION_DECISIONS,
  {
    name: 'a new member',
    expected: { what: 'member.joined', to: 'staff', actor: expect.stringMatching(/^person:/) },
    prepare: async ({ team, member }) => {
      return () => team.move({ ...member, from: undefined, to: member, by: member.personId, at: AT });
    },
  },
  {
    name: 'another role',
    expected: {
      what: 'member.changed',
      from: 'staff',
      to: 'owner',
      actor: expect.stringMatching(/^person:/),
    },
    prepare: async ({ team, member }) => {
      await team.move({ ...member, from: undefined, to: member, by: member.personId, at: AT });
      const to = { ...member, role: 'owner', version: 2 } as const;
      return () => team.move({ ...member, from: member, to, by: member.personId, at: AT });
    },
  },
  {
    name: 'a member who is removed',
    expected: { what: 'member.removed', from: 'staff', actor: expect.stringMatching(/^person:/) },
    prepare: async ({ team, member }) => {
      await team.move({ ...member, from: undefined, to: member, by: member.personId, at: AT });
      return () => team.move({ ...member, from: member, to: undefined, by: member.personId, at: AT });
    },
  },
] as const satisfies readonly DecisionExample[];

/** A kind of decision without an example does not compile. */
type Shown = (typeof EXAMPLES)[number]['expected']['what'];
export const DECISIONS: readonly DecisionExample[] &
  (Exclude<Decision, Shown> extends never ? unknown : never) = EXAMPLES;
