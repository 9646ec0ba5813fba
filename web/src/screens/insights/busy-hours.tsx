import { Text } from '@mantine/core';
import { FigureTable } from '../../ui/charts/figure-table.tsx';
import { HeatMap } from '../../ui/charts/heat-map.tsx';
import { Picture } from '../../ui/charts/picture.tsx';
import { formatHour, formatWeekday } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Insights } from './insights.ts';
import { FoundLink } from './rows-link.tsx';

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** When callers call: hours by the clock of the business, from the first with a call to the last. */
export const BusyHours = ({ seen: { byHour, period } }: { readonly seen: Insights }) => {
  const { insights: words } = useMessages();
  const [busiest] = byHour.toSorted((one, other) => other.calls - one.calls);
  if (!busiest)
    return (
      <Section title={words.hours}>
        <Text c="dimmed">{words.noHours}</Text>
      </Section>
    );
  const [first, last] = [
    Math.min(...byHour.map(({ hour }) => hour)),
    Math.max(...byHour.map(({ hour }) => hour)),
  ];
  const hours = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const countOf = (hour: number, weekday: number) =>
    byHour.find((cell) => cell.hour === hour && cell.weekday === weekday)?.calls ?? 0;
  const cellName = (hour: number, weekday: number) =>
    words.hourCell(formatWeekday(weekday), formatHour(hour));
  return (
    <Section title={words.hours}>
      <Picture
        table={
          <FigureTable
            name={words.hours}
            corner={words.hour}
            columns={WEEKDAYS.map((weekday) => ({ name: formatWeekday(weekday, 'short') }))}
            rows={hours.map((hour) => ({
              key: String(hour),
              name: formatHour(hour),
              cells: WEEKDAYS.map((weekday) => (
                <FoundLink
                  key={weekday}
                  period={period}
                  search={{ of: 'hour', weekday, hour }}
                  count={countOf(hour, weekday)}
                  name={cellName(hour, weekday)}
                />
              )),
            }))}
          />
        }
      >
        <HeatMap
          columns={WEEKDAYS.map((weekday) => formatWeekday(weekday, 'short'))}
          rows={hours.map(formatHour)}
          countOf={(row, column) => countOf(first + row, column)}
          description={words.hoursPicture(cellName(busiest.hour, busiest.weekday), busiest.calls)}
        />
      </Picture>
    </Section>
  );
};
