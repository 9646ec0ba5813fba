import type { BusinessId } from '../../app/business.ts';
import type { Means } from '../../app/means.tsx';
import { latestCallQuery } from './latest-call.tsx';
import { openRemarksQuery } from './needs-you.tsx';
import { overviewQuery } from './overview.ts';

/**
 * Asks for all that the first screen shows at once, beside what surrounds it: somebody waits for the slowest answer and not
 * for one after another.
 */
export const prefetchHome = (means: Pick<Means, 'owner' | 'queries'>, businessId: BusinessId): void => {
  void means.queries.prefetchQuery(overviewQuery(means, businessId));
  void means.queries.prefetchQuery(openRemarksQuery(means, businessId));
  void means.queries.prefetchQuery(latestCallQuery(means, businessId));
};
