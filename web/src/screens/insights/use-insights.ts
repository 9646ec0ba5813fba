import { useQuery } from '@tanstack/react-query';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import type { Dates } from './periods.ts';

export const useInsights = (dates: Dates) => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  return useQuery({
    queryKey: [businessId, 'insights', dates],
    queryFn: () => owner.showInsights({ path: { businessId }, query: dates }),
  });
};
