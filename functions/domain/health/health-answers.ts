import type { Answers } from '../../contracts/api/answers.ts';
import type { healthRoutes } from '../../contracts/api/health.ts';
import type { Reachability } from './ports.ts';

export type HealthDeps = { readonly reachability: Reachability };

/** What anybody hears of how we are. */
export const healthAnswers = ({ reachability }: HealthDeps): Answers<typeof healthRoutes> => ({
  // Not refused with a 503 while the table is away: a stranger who asks often would ring our own alarm of failing requests.
  showHealth: async () => ({ status: (await reachability.table()) ? 'ok' : 'degraded' }),
});
