import { queryOptions } from '@tanstack/react-query';
import type { BusinessId } from '../../app/business.ts';
import type { Means } from '../../app/means.tsx';

export const teamQuery = ({ people }: Pick<Means, 'people'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'team', 'members'],
    queryFn: () => people.listTeam({ path: { businessId } }),
  });
