import { type PeriodSearch, readPeriod } from './periods.ts';

const ROWS_OF = ['kept', 'service', 'service-kept', 'service-cancelled', 'hour'] as const;

/** Which figure's rows are looked at, where no list of the API can be asked for just them. */
export type RowSearch = PeriodSearch & {
  readonly of?: (typeof ROWS_OF)[number];
  readonly service?: string;
  /** 0 is Sunday. */
  readonly weekday?: number;
  readonly hour?: number;
};

const below = (end: number, value: unknown): number | undefined => {
  const number = Number(value);
  return value !== undefined && Number.isInteger(number) && number >= 0 && number < end ? number : undefined;
};

export const readRows = (search: Record<string, unknown>): RowSearch => {
  const of = ROWS_OF.find((one) => one === search.of);
  const [weekday, hour] = [below(7, search.weekday), below(24, search.hour)];
  return {
    ...readPeriod(search),
    ...(of !== undefined && { of }),
    ...(search.service !== undefined && { service: String(search.service) }),
    ...(weekday !== undefined && { weekday }),
    ...(hour !== undefined && { hour }),
  };
};
