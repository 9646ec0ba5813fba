import { dynamoCalls } from '../../functions/adapters/dynamodb/calls.ts';
import { dynamoContests } from '../../functions/adapters/dynamodb/contests.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { dynamoOfGivingBack } from '../../functions/adapters/dynamodb/of-giving-back.ts';
import { dynamoSettings } from '../../functions/adapters/dynamodb/settings.ts';
import { dynamoWaitingContests } from '../../functions/adapters/dynamodb/waiting-contests.ts';
import { stripeGiveBacks } from '../../functions/adapters/stripe/give-backs.ts';
import { stripePayments } from '../../functions/adapters/stripe/payments.ts';
import { PersonId } from '../../functions/contracts/api/people.ts';
import type { ContestReason } from '../../functions/contracts/contest.ts';
import type { AppointmentId } from '../../functions/contracts/ids.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { type Contest, feeContested } from '../../functions/domain/contest/contest.ts';
import { contestFee } from '../../functions/domain/contest/contest-fee.ts';
import { decideContest } from '../../functions/domain/contest/decide-contest.ts';
import { type GiveBackDeps, giveFeeBack } from '../../functions/domain/contest/give-fee-back.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { waiting } from '../../functions/runtime/waiting.ts';
import type { Card } from '../../scripts/local/vendors/stripe/cards.ts';
import { aBillingWorld } from './billing-world.ts';
import { memoryTable } from './memory-database.ts';
import { secretsOf } from './secrets.ts';

const ids = derivedIds(hashing);
const OWNER = PersonId.parse('00000000-0000-4000-8000-000000000001');
const OPERATOR = PersonId.parse('00000000-0000-4000-8000-0000000000aa');

/** A business that is charged at a Stripe of its own, contests, and is given back, all on a table in memory. */
export const aContestWorld = async (given: { card?: Card } = {}) => {
  const memory = memoryTable([], () => Date.now());
  const table = {
    ...memory.reaching(() => true),
    rows: async () => memory.rows(),
    stop: async () => undefined,
  };
  const billing = await aBillingWorld(table, given);
  const { clock, stripe } = billing;
  let business: Business | undefined = billing.business;
  const unknown: string[] = [];
  const overdue: string[] = [];
  const secrets = secretsOf({ stripe: { secretKey: stripe.keys.secretKey, webhookSecrets: ['whsec_x'] } });
  const access = { apiUrl: stripe.url, secrets, timeoutMs: 2_000 };
  const rows = dynamoOfGivingBack(table, { ids, clock, waiting });
  const deps: GiveBackDeps = {
    ...rows,
    businesses: { find: async () => business },
    payments: stripePayments(access, async () => stripe.bookingFeePrice),
    backs: stripeGiveBacks(access),
    isUnknown: ({ feeId }) => void unknown.push(feeId),
    waitsTooLong: ({ feeId }) => void overdue.push(feeId),
    ids,
    clock,
  };
  const contests = dynamoContests(table, ids, waiting);
  const say = contestFee(
    {
      appointments: rows.appointments,
      calls: dynamoCalls(table, ids, waiting),
      customers: dynamoCustomers(table),
      fees: rows.fees,
      settings: dynamoSettings(table, waiting),
      contests,
    },
    ids,
  );
  const contestOf = async (appointmentId: AppointmentId): Promise<Contest> => {
    const found = await contests.find(billing.business.id, ids.fee(appointmentId));
    if (!found) throw new Error(`nobody has contested the fee of ${appointmentId}`);
    return found;
  };

  return {
    ...billing,
    deps,
    contests,
    unknown,
    overdue,
    waiting: dynamoWaitingContests(table),
    contestOf,
    contest: (appointmentId: AppointmentId, reason: ContestReason = 'other') =>
      say({
        businessId: billing.business.id,
        feeId: ids.fee(appointmentId),
        reason,
        by: OWNER,
        nowMs: clock.now(),
      }),
    decide: (appointmentId: AppointmentId, decision: 'grant' | 'refuse') =>
      decideContest({ contests })({
        businessId: billing.business.id,
        feeId: ids.fee(appointmentId),
        decision,
        words: 'We listened to the call.',
        by: OPERATOR,
        nowMs: clock.now(),
      }),
    /** What one delivery of the event does. */
    giveBack: async (appointmentId: AppointmentId, by: Partial<GiveBackDeps> = {}) =>
      giveFeeBack({ ...deps, ...by })(feeContested(ids, await contestOf(appointmentId))),
    /** The business has left, and its line with it. */
    leave: () => {
      business = undefined;
    },
    collectedCents: () => stripe.lives.collectedCents(billing.customer),
    /** Takes what Stripe has told since. */
    async settle(): Promise<void> {
      await billing.deliver(await billing.sent());
    },
  };
};

export type ContestWorld = Awaited<ReturnType<typeof aContestWorld>>;
