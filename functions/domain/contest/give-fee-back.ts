import type { FeeContested } from '../../contracts/events.ts';
import { Refusal } from '../errors.ts';
import { A_DAY_SECONDS, backOffSeconds, isForLater, keyVersionAfter } from '../fee/back-off.ts';
import { type ChargeDeps, chargeBookingFee } from '../fee/charge-booking-fee.ts';
import { type Fee, feeOwed } from '../fee/fee.ts';
import { type Contest, claimed, givenBack, isClaimed, isOpen, postponed } from './contest.ts';
import { isBankDeciding } from './contestable.ts';
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
      keyVersion: refusal ? keyVersionAfter(contest.keyVersion, refusal) : contest.keyVersion,
    });
    if (isUnknown) deps.isUnknown(to);
    await contests.move(contest, to);
  };

  const attempt = async (contest: Contest): Promise<GiveBackOutcome> => {
    for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
      const fee = await settledFee(contest);
      if (isBankDeciding(fee)) {
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
      const isLater = isForLater(error);
      // What nobody foresaw comes again each day, too: left under its claim it would wake itself before its queue does.
      await postpone(
        mine,
        isLater ? backOffSeconds(mine.epoch, error) : A_DAY_SECONDS,
        error instanceof Refusal ? error : undefined,
      );
      if (!isLater || error.code === 'vendor_refused') throw error;
      return 'later';
    }
  };
};
