import { useQuery } from '@tanstack/react-query';
import type { OwnerApi } from '../../api/make-api.ts';
import { type BusinessId, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { weekdayOf } from '../../ui/wall-time.ts';
import { beganAt, type ListedCall } from '../calls/call.ts';
import { hourSpans } from './hour-spans.ts';
import type { Insights } from './insights.ts';
import type { RowSearch } from './row-search.ts';

type CallPage = Awaited<ReturnType<OwnerApi['listCalls']>>;

type CallQuery = Parameters<OwnerApi['listCalls']>[0]['query'];

/** As many as one page of the API has. */
const MOST = 100;

const allOf = async (
  owner: OwnerApi,
  businessId: BusinessId,
  query: CallQuery,
): Promise<readonly ListedCall[]> => {
  const found: ListedCall[] = [];
  let cursor: string | undefined;
  do {
    const page: CallPage = await owner.listCalls({
      path: { businessId },
      query: { ...query, limit: MOST, cursor },
    });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
};

/** The calls of one hour of one weekday in a period, the earliest first; test calls, which have no stage, are not among them. */
export const useCallsOfHour = ({ days, zone, period }: Insights, { weekday = 0, hour = 0 }: RowSearch) => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const those = days.filter(({ date, calls }) => calls > 0 && weekdayOf(date) === weekday);
  const spans = hourSpans(those, hour, zone);
  return useQuery({
    queryKey: [businessId, 'calls', 'hour', period.from, period.until, weekday, hour, spans],
    queryFn: async () => {
      const found: ListedCall[] = [];
      for (const span of spans) {
        const [answered, missed] = await Promise.all([
          allOf(owner, businessId, { ...span, stage: 'answered' }),
          allOf(owner, businessId, { ...span, stage: 'missed' }),
        ]);
        found.push(...answered, ...missed);
      }
      return found.toSorted((one, other) => (beganAt(one) ?? '').localeCompare(beganAt(other) ?? ''));
    },
  });
};
