import type { Answers } from '../../contracts/api/answers.ts';
import type { usageRoutes } from '../../contracts/api/usage.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import { monthlyUsage, type UsageSources } from './monthly-usage.ts';

type UsageDeps = { readonly of: (business: BusinessId) => Promise<UsageSources> };

export const usageAnswers = ({ of }: UsageDeps): Answers<typeof usageRoutes> => ({
  showUsage: async ({ path: { businessId }, query: { month } }) =>
    monthlyUsage(await of(businessId))(businessId, month),
});
