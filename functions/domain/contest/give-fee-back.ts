import type { FeeContested } from '../../contracts/events.ts';
import { Refusal, type RefusalCode } from '../errors.ts';
import { type ChargeDeps, chargeBookingFee } from '../fee/charge-booking-fee.ts';
import { type Fee, feeOwed } from '../fee/fee.ts';
import { type Contest, claimed, givenBack, isClaimed, isOpen, postponed } from './contest.ts';
import { isWithTheBank } from './contestable.ts';
import type { ContestWork } from './ports.ts';
import { type ReturnDeps, type Returned, returnMoney } from './return-money.ts';
import { type ReviewDeps, reviewContest } from './review-contest.ts';

export type GiveBackDeps = Omit<ReviewDeps, 'contests'> &
  ReturnDeps &
  ChargeDeps & {
    readonly contests: ContestWork;
    /** Nobody can tell what Stripe did: counted, because it is money. */
    readonly isUnknown: (contest: Contest) => void;
  };

export type GiveBackOutcome =
  | 'given_back'
  | 'settled_before'
  | 'held_by_another'
  | 'later'
  | 'with_the_bank'
  | 'in_review'
  | 'too_long'
  | 'granted';

const BACK_OFF_SECONDS = [30, 60, 120, 300, 900, 3600] as const;
/** Somebody has to look into a refusal, or the bank decides: the dead letter says so at once, and again each day. */
const A_DAY_SECONDS = 86_400;

const LATER: readonly RefusalCode[] = [
  'vendor_refused',
  'vendor_unavailable',
  'vendor_outcome_unknown',
  'busy_try_again',
];
const isForLater = (error: unknown): error is Refusal =>
  error instanceof Refusal && LATER.includes(error.code);

const backOffSeconds = ({ epoch }: Contest, { code }: Refusal): number =>
  code === 'vendor_refused'
    ? A_DAY_SECONDS
    : (BACK_OFF_SECONDS[Math.min(epoch, BACK_OFF_SECONDS.length) - 1] ?? A_DAY_SECONDS);

/** An owed fee is settled first, twice where it has moved under our hands. */
const MOST_READINGS = 4;

/**
 * Gives a contested fee back, once, however often and by however many it is asked to: what is not charged yet is not charged,
 * an open invoice is voided, of a paid one what is left goes back to the card. What nobody can tell stays `unknown`
 * and is looked at again; what Stripe will not do is looked at each day, and refuses with `vendor_refused`.
 */
export const giveFeeBack = (deps: GiveBackDeps) => {
  const { contests, fees, ids, clock } = deps;
  // An owed one is brought to its end as ever: marked as contested, it is not charged any more.
  const settle = chargeBookingFee(deps);
  const review = reviewContest(deps);
  const returned = returnMoney(deps);

  const settledFee = async (contest: Contest): Promise<Fee> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const fee = await fees.find(contest.businessId, contest.appointmentId);
      if (!fee) throw new Refusal('appointment_not_found', { feeId: contest.feeId, missing: 'fee' });
      if (fee.state !== 'owed') return fee;
      if (fee.contested !== 'granted') await contests.mark(fee);
      const outcome = await settle(feeOwed(ids, fee));
      if (outcome === 'held_by_another' || outcome === 'later') break;
    }
    throw new Refusal('busy_try_again', { awaits: contest.feeId });
  };

  const finish = async (contest: Contest, fee: Fee, { waives, ...back }: Returned): Promise<boolean> => {
    const to = givenBack(contest, { ...back, at: new Date(clock.now()).toISOString() });
    return (await contests.finish(contest, to, waives ? fee : undefined)) === 'done';
  };

  const postpone = async (contest: Contest, seconds: number, refusal?: Refusal): Promise<void> => {
    const isUnknown = refusal?.code === 'vendor_outcome_unknown';
    const to = postponed(contest, {
      atMs: clock.now() + seconds * 1000,
      isUnknown,
      keyVersion: contest.keyVersion + (isUnknown && refusal.facts.answered === true ? 1 : 0),
    });
    if (isUnknown) deps.isUnknown(to);
    await contests.move(contest, to);
  };

  const attempt = async (contest: Contest): Promise<GiveBackOutcome> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const fee = await settledFee(contest);
      if (isWithTheBank(fee) && fee.dispute !== 'lost') {
        await postpone(contest, A_DAY_SECONDS);
        return 'with_the_bank';
      }
      if (await finish(contest, fee, await returned(contest, fee))) return 'given_back';
    }
    throw new Refusal('busy_try_again', { feeId: contest.feeId });
  };

  return async ({ businessId, feeId }: FeeContested): Promise<GiveBackOutcome> => {
    const found = await contests.find(businessId, feeId);
    if (!found) throw new Refusal('contest_not_found', { feeId });
    if (found.state === 'in_review') return review(found);
    if (!isOpen(found)) return 'settled_before';
    if (isClaimed(found, clock.now())) return 'held_by_another';
    const mine = claimed(found, clock.now());
    if ((await contests.move(found, mine)) === 'changed') return 'held_by_another';
    try {
      return await attempt(mine);
    } catch (error) {
      if (!isForLater(error)) throw error;
      await postpone(mine, backOffSeconds(mine, error), error);
      if (error.code === 'vendor_refused') throw error;
      return 'later';
    }
  };
};
