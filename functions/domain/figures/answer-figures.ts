import type { Answers } from '../../contracts/api/answers.ts';
import type { insightRoutes } from '../../contracts/api/insights.ts';
import type { overviewRoutes } from '../../contracts/api/overview.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { FigureSources } from './ports.ts';
import { showInsights } from './show-insights.ts';
import { showOverview } from './show-overview.ts';

export type FigureDeps = { readonly of: (business: BusinessId) => Promise<FigureSources> };

export const figureAnswers = ({ of }: FigureDeps): Answers<typeof overviewRoutes & typeof insightRoutes> => ({
  showOverview: async ({ path: { businessId }, caller: { role }, nowMs }) =>
    showOverview(await of(businessId))(businessId, { nowMs, isOwner: role === 'owner' }),
  showInsights: async ({ path: { businessId }, query, nowMs }) =>
    showInsights(await of(businessId))(businessId, query, nowMs),
});
