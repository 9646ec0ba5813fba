import { queryOptions } from '@tanstack/react-query';
import type { OwnerApi } from '../../api/make-api.ts';
import type { BusinessId } from '../../app/business.ts';
import type { Means } from '../../app/means.tsx';

export type Overview = Awaited<ReturnType<OwnerApi['showOverview']>>;

export const overviewQuery = ({ owner }: Pick<Means, 'owner'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'overview'],
    queryFn: () => owner.showOverview({ path: { businessId } }),
  });
