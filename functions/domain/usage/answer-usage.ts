import type { Answers } from '../../contracts/api/answers.ts';
import type { usageRoutes } from '../../contracts/api/usage.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import type { Lists, Page, PageWanted } from '../lists/ports.ts';
import { monthIn, type Span } from './month.ts';
import { usageOf } from './usage.ts';

type UsageDeps = {
  readonly of: (
    business: BusinessId,
  ) => Promise<{ readonly settings: Settings; readonly lists: Pick<Lists, 'calls' | 'fees' | 'texts'> }>;
};

/** A page is one Query and as many reads as it has rows. */
const PAGE = 100;
/** Of each list: 10,000 calls are what somebody who answers day and night has in a month, twice over. */
const MOST_PAGES = 100;

type List<Item> = (wanted: PageWanted) => Promise<Page<Item>>;

const allOf = async <Item>(list: List<Item>, span: Span) => {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await list({ limit: PAGE, cursor, ...span });
    items.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return { items, isComplete: cursor === undefined };
};

/** Counted from the rows at each request: there is nothing that could have been counted twice or forgotten. */
export const usageAnswers = ({ of }: UsageDeps): Answers<typeof usageRoutes> => ({
  async showUsage({ path: { businessId }, query: { month } }) {
    const { settings, lists } = await of(businessId);
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
  },
});
