import { useBusinessId } from '../../app/business.ts';
import { formatCount } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import type { FigureRows, Period } from './insights.ts';
import type { RowSearch } from './row-search.ts';

const LISTS = { calls: 'calls', fees: 'billing', appointments: 'appointments' } as const;

/** A figure that leads to the rows it was counted from: a list with its filters. Of nothing there are no rows. */
export const ListLink = ({
  rows: { list, from, until, stage },
  value,
  name,
}: {
  readonly rows: Pick<FigureRows, 'list' | 'from' | 'until' | 'stage'>;
  readonly value: string;
  /** What the figure is of: a number alone says nothing to whoever hears it out of its table. */
  readonly name: string;
}) => {
  const businessId = useBusinessId();
  const search = { ...(from && { from }), ...(until && { until }), ...(stage && { stage }) };
  return (
    <Go to={`/b/${businessId}/${LISTS[list]}`} search={search} aria-label={`${value}, ${name}`} inherit>
      {value}
    </Go>
  );
};

/** The same, for rows that a screen of insights finds. */
export const FoundLink = ({
  period,
  search,
  count,
  name,
}: {
  readonly period: Pick<Period, 'fromDate' | 'untilDate'>;
  readonly search: RowSearch;
  readonly count: number;
  readonly name: string;
}) => {
  const businessId = useBusinessId();
  if (count === 0) return formatCount(count);
  const { weekday, hour, of = 'kept', service } = search;
  return (
    <Go
      to={`/b/${businessId}/insights/rows`}
      search={{
        of,
        from: period.fromDate,
        until: period.untilDate,
        ...(service !== undefined && { service }),
        ...(weekday !== undefined && { weekday: String(weekday) }),
        ...(hour !== undefined && { hour: String(hour) }),
      }}
      aria-label={`${formatCount(count)}, ${name}`}
      inherit
    >
      {formatCount(count)}
    </Go>
  );
};
