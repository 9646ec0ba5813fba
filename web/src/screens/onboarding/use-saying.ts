import { useMutation } from '@tanstack/react-query';
import type { OwnerApi } from '../../api/make-api.ts';
import { type BusinessId, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { type Onboarding, onboardingQuery } from './onboarding-query.ts';

/** Says something of a step; the answer is how far that leads. */
export const useSaying = <Said = void>(
  say: (owner: OwnerApi, path: { readonly businessId: BusinessId }, said: Said) => Promise<Onboarding>,
) => {
  const means = useMeans();
  const businessId = useBusinessId();
  const { queryKey } = onboardingQuery(means, businessId);
  return useMutation({
    mutationFn: async (said: Said) => {
      // What is on its way tells how it was before.
      await means.queries.cancelQueries({ queryKey });
      return say(means.owner, { businessId }, said);
    },
    onSuccess: (onboarding) => {
      means.queries.setQueryData(queryKey, onboarding);
    },
    // Somebody else, or another tab, was faster: what stands now is shown.
    onError: () => void means.queries.invalidateQueries({ queryKey }),
  });
};
