import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Lists } from '../lists/ports.ts';
import { allOf } from './all-of.ts';
import { monthIn, type Span } from './month.ts';
import { type Usage, usageOf } from './usage.ts';

export type UsageSources = {
  readonly settings: Pick<Settings, 'find'>;
  readonly lists: Pick<Lists, 'calls' | 'fees' | 'texts'>;
};

export type MonthlyUsage = Usage &
  Span & {
    readonly month: string;
    readonly zone: string;
    /** false: there was more than is counted at once, and the figures are too low. */
    readonly isComplete: boolean;
  };

/**
 * What a business used in a month (`YYYY-MM`) by its own clock. Counted from the rows at each request: there is nothing
 * that could have been counted twice or forgotten. Refuses with `business_not_found`.
 */
export const monthlyUsage =
  ({ settings, lists }: UsageSources) =>
  async (businessId: BusinessId, month: string): Promise<MonthlyUsage> => {
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    const span = monthIn(business.zone, month);
    const [calls, fees, texts] = await Promise.all([
      allOf((wanted) => lists.calls(businessId, wanted), span),
      allOf((wanted) => lists.fees(businessId, wanted), span),
      allOf((wanted) => lists.texts(businessId, wanted), span),
    ]);
    return {
      month,
      zone: business.zone,
      ...span,
      ...usageOf({ calls: calls.items, fees: fees.items, texts: texts.items }),
      isComplete: calls.isComplete && fees.isComplete && texts.isComplete,
    };
  };
