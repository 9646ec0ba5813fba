import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import type { OwnerApi } from '../../api/make-api.ts';
import { type BusinessId, businessQuery, useBusinessId } from '../../app/business.ts';
import { type Means, useMeans } from '../../app/means.tsx';

export type Onboarding = Awaited<ReturnType<OwnerApi['showOnboarding']>>;
export type Step = Onboarding['steps'][number];

/** Days pass over these. */
const SLOW: readonly Step['waitsFor'][] = ['brand-review', 'campaign-review', 'pin'];
/** Nothing happens here before somebody types something. */
const STILL: readonly Step['waitsFor'][] = [
  'confirmation',
  'how-to-send-code',
  'code',
  'sender',
  'carrier-name',
];

export const isOver = ({ state }: Pick<Step, 'state'>): boolean => state === 'done' || state === 'skipped';

/** Whether something may come of it without anybody typing anything here. */
const isMoving = ({ state, needs, waitsFor }: Step): boolean =>
  needs.length === 0 &&
  (state === 'working' || state === 'todo' || (state === 'waiting' && !STILL.includes(waitsFor)));

/** How long until it is looked at again; false: not by itself. */
export const lookAgainMs = (onboarding: Onboarding | null | undefined): number | false => {
  const moving = onboarding?.steps.filter(isMoving) ?? [];
  if (moving.length === 0) return false;
  return moving.every(({ waitsFor }) => SLOW.includes(waitsFor)) ? 20_000 : 5_000;
};

/** Nothing of it is left to do for anybody, or nothing can be done any more. */
const isFinished = ({ state, steps }: Onboarding): boolean =>
  state === 'closing' || state === 'closed' || (state === 'live' && steps.every(isOver));

/** null: nobody has begun it. */
export const onboardingQuery = ({ owner }: Pick<Means, 'owner'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'onboarding'],
    queryFn: async (): Promise<Onboarding | null> => {
      try {
        return await owner.showOnboarding({ path: { businessId } });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'onboarding_not_found') return null;
        throw error;
      }
    },
  });

/**
 * Whether its menu has a way to the steps: until callers are answered, and afterwards while a step that was looked at is not over.
 * Nothing is asked for here, where every screen would wait for it.
 */
export const useIsOnboarding = (): boolean => {
  const means = useMeans();
  const businessId = useBusinessId();
  const { data: onboarding } = useQuery({ ...onboardingQuery(means, businessId), enabled: false });
  const { data: business } = useQuery(businessQuery(means, businessId));
  return business?.isReachable === false || (onboarding != null && !isFinished(onboarding));
};
