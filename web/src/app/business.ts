import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ME } from './me.ts';
import { type Means, useMeans } from './means.tsx';

/*
 * What a screen keeps of the API is under `[businessId, topic, …]`: what the live connection tells is a topic, and
 * everything under it is asked for anew.
 */

export const meQuery = ({ people }: Pick<Means, 'people'>) =>
  queryOptions({ queryKey: ME, queryFn: () => people.showMe(), staleTime: 60_000 });

export const useMe = () => useQuery(meQuery(useMeans()));

/** The id is a string of the address here; the API is who judges it. */
export type BusinessId = Parameters<Means['owner']['showBusiness']>[0]['path']['businessId'];

export const useBusinessId = (): BusinessId =>
  useParams({ strict: false, select: ({ businessId }) => businessId as BusinessId });

export const businessQuery = ({ owner }: Pick<Means, 'owner'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'settings', 'business'],
    queryFn: () => owner.showBusiness({ path: { businessId } }),
  });

/** The business whose screen is shown: the shell around it has waited for it. */
export const useBusiness = () => useSuspenseQuery(businessQuery(useMeans(), useBusinessId())).data;

/** What whoever is signed in may do at the business that is shown. */
export const useRole = (): 'owner' | 'staff' | undefined => {
  const businessId = useBusinessId();
  return useMe().data?.memberships.find((one) => one.businessId === businessId)?.role;
};
