import type { Business } from '../../../functions/domain/business/business.ts';
import type { Universe } from '../world/universe.ts';
import type { Report } from './violation.ts';

/** So long a container may go by what it has read, and clocks are read twice. */
const REMEMBERED_MS = 61_000;
/** A container whose secret could not be read a moment ago does not ask for it at once. */
const TROUBLED_MS = 60_000;
/** A week, from when the payment first failed. */
const GRACE_MS = 7 * 86_400_000;

type Billing = Business['billing'];

/** What the caller of a business should get at that moment; undefined: it may be either. */
const dueTo = (
  { subscription, pastDueSince }: Billing,
  now: number,
  marginMs: number,
): boolean | undefined => {
  if (subscription === 'active' || subscription === 'trialing') return true;
  if (subscription !== 'past_due') return false;
  if (pastDueSince === undefined) return true;
  const endsAt = Date.parse(pastDueSince) + GRACE_MS;
  if (now + marginMs <= endsAt) return true;
  return now - marginMs > endsAt ? false : undefined;
};

/**
 * Callers always hear something; what is looked up and booked for them follows what is known of the subscription, a minute later
 * at the most. And since when a business is past due is known to the second. `lagMs`: how old at most what is read may be.
 */
export const watchService = (universe: Universe, report: Report, lagMs: number) => {
  const { kernel, stripe } = universe;
  const changedAt = new Map<string, number>();
  /** Since when it has the line that it has. */
  const connectedAt = new Map<string, number>();
  /** Since when each subscription is past due at Stripe without a break. */
  const since = new Map<string, number>();
  let faults = 0;
  let troubledAt = 0;
  const counts = { full: 0, degraded: 0 };

  const billingOf = (businessId: string): Billing | undefined =>
    universe.row(`BIZ#${businessId}#SCHEDULE`, '0#CFG')?.billing as Billing | undefined;

  universe.watch(({ keys, newImage, oldImage }) => {
    const [, businessId = '', partition] = String(keys.pk?.S).split('#');
    if (partition !== 'SCHEDULE' || keys.sk?.S !== '0#CFG') return;
    if (JSON.stringify(newImage?.billing) !== JSON.stringify(oldImage?.billing))
      changedAt.set(businessId, kernel.now);
    if (JSON.stringify(newImage?.agentIds) !== JSON.stringify(oldImage?.agentIds))
      connectedAt.set(businessId, kernel.now);
  });

  universe.watchHeard(({ at, askedAt, businessId, callId, tool, answer, isTroubled }) => {
    if (tool === 'inbound') {
      const isQuiet = !isTroubled && kernel.now - troubledAt > TROUBLED_MS;
      // A read may not see for a moment that the line is there: who calls meanwhile is answered by the agent's own words.
      const isConnected = kernel.now - (connectedAt.get(businessId) ?? 0) > lagMs;
      if (isQuiet && isConnected && !answer?.say)
        report('N7', `who calls ${businessId} in ${callId} hears nothing`);
      return;
    }
    const marginMs = REMEMBERED_MS + 2 * universe.skewMs;
    const billing = billingOf(businessId);
    if (!billing || answer === undefined || askedAt - (changedAt.get(businessId) ?? 0) < marginMs) return;
    const isDue = dueTo(billing, at, marginMs);
    const told = `${businessId}, which is ${billing.subscription} since ${billing.pastDueSince},`;
    if (isDue === false && answer.ok) report('N7', `${tool} does its work for ${told} in ${callId}`);
    if (isDue === false && !answer.say)
      report('N7', `${tool} says nothing to who calls ${told} in ${callId}`);
    if (isDue && answer.code === 'not_in_service') report('N7', `${tool} is refused to ${told} in ${callId}`);
    if (isDue === false) counts.degraded += 1;
    if (isDue) counts.full += 1;
  });

  return {
    /** After each step. */
    look(): void {
      if (kernel.faultCount !== faults) troubledAt = kernel.now;
      faults = kernel.faultCount;
      for (const { id, status } of stripe.lives.subscriptions.values()) {
        if (status !== 'past_due') since.delete(id);
        else if (!since.has(id)) since.set(id, kernel.now);
      }
    },
    /** Once all is at rest. */
    check(): void {
      for (const { id } of universe.businesses) {
        const billing = billingOf(id);
        const [only, ...others] = [...stripe.lives.subscriptions.values()].filter(
          ({ customer, ended_at: ended }) => customer === billing?.stripeCustomerId && ended === null,
        );
        const at = only && since.get(only.id);
        if (at === undefined || others.length > 0 || billing?.subscription !== 'past_due') continue;
        const known = Date.parse(String(billing.pastDueSince));
        if (Math.floor(at / 1000) * 1000 !== known)
          report(
            'N7',
            `${id} is past due since ${new Date(at).toISOString()}, and known as ${billing.pastDueSince}`,
          );
      }
    },
    seen: (): Record<string, number> => ({
      'tools that a subscription let work': counts.full,
      'tools that it did not': counts.degraded,
    }),
  };
};
