import { queryOptions } from '@tanstack/react-query';
import type { Means } from '../../app/means.tsx';

/** They change with a new version of the API only. */
export const tradePacksQuery = ({ people }: Pick<Means, 'people'>) =>
  queryOptions({
    queryKey: ['trade-packs'],
    queryFn: () => people.listTradePacks(),
    staleTime: Number.POSITIVE_INFINITY,
  });
