import { queryOptions } from '@tanstack/react-query';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';

export const useTeam = () => {
  const { people } = useMeans();
  const businessId = useBusinessId();
  return queryOptions({
    queryKey: [businessId, 'team', 'members'],
    queryFn: () => people.listTeam({ path: { businessId } }),
  });
};
