import type { Answers } from '../../contracts/api/answers.ts';
import type { feeRoutes } from '../../contracts/api/fees.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Described } from '../business/ports.ts';
import { type Derivation, derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { Fee } from '../fee/fee.ts';
import { only } from '../lists/only.ts';
import type { Lists } from '../lists/ports.ts';
import { givenBackCents } from '../reversal/reversal.ts';
import type { Contest } from './contest.ts';
import { type ContestDeps, contestFee } from './contest-fee.ts';
import { seenFee } from './seen-fee.ts';

export type OfFees = ContestDeps & { readonly lists: Pick<Lists, 'fees'> };

type FeeDeps = {
  readonly of: (business: BusinessId) => Promise<OfFees>;
  readonly by: Derivation;
};

/** What was said against a fee, where its mark says that something was. */
export const contestOf = async (
  contests: Pick<OfFees['contests'], 'find'>,
  fee: Fee | undefined,
): Promise<Contest | undefined> =>
  fee?.contested === undefined ? undefined : contests.find(fee.businessId, fee.id);

const isIn =
  (wanted: Fee['state'] | 'given_back') =>
  (fee: Fee): boolean =>
    wanted === 'given_back' ? givenBackCents(fee) > 0 : fee.state === wanted;

export const feeAnswers = ({ of, by }: FeeDeps): Answers<typeof feeRoutes> => {
  const seen = async (own: OfFees, fee: Fee, business: Described, nowMs: number) => {
    const [contest, appointment] = await Promise.all([
      contestOf(own.contests, fee),
      own.appointments.find(fee.businessId, fee.appointmentId),
    ]);
    return seenFee(fee, { contest, appointment, business, nowMs });
  };
  const businessOf = async ({ settings }: OfFees, businessId: BusinessId): Promise<Described> => {
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    return business;
  };

  return {
    async listFees({ path: { businessId }, query: { state, ...wanted }, nowMs }) {
      const own = await of(businessId);
      const [page, business] = await Promise.all([
        own.lists.fees(businessId, wanted),
        businessOf(own, businessId),
      ]);
      const { items, next } = only(page, state && isIn(state));
      return { items: await Promise.all(items.map((fee) => seen(own, fee, business, nowMs))), next };
    },
    async contestFee({ path: { businessId, feeId }, body, caller, nowMs }) {
      const own = await of(businessId);
      const contest = contestFee(own, derivedIds(by));
      const { appointmentId } = await contest({ businessId, feeId, ...body, by: caller.personId, nowMs });
      const [fee, business] = await Promise.all([
        own.fees.find(businessId, appointmentId),
        businessOf(own, businessId),
      ]);
      if (!fee) throw new Refusal('fee_not_found');
      return seen(own, fee, business, nowMs);
    },
  };
};
