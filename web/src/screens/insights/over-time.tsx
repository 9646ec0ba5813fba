import { Stack, Text } from '@mantine/core';
import { DayBars } from '../../ui/charts/day-bars.tsx';
import { FigureTable } from '../../ui/charts/figure-table.tsx';
import { Picture } from '../../ui/charts/picture.tsx';
import { formatCents, formatCount, formatDate } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Insights } from './insights.ts';
import { ListLink } from './rows-link.tsx';

type Day = Insights['days'][number];

/** One picture of what each day had of something. */
const Days = ({
  days,
  title,
  amountOf,
  say,
}: {
  readonly days: readonly Day[];
  readonly title: string;
  readonly amountOf: (day: Day) => number;
  readonly say: (amount: number) => string;
}) => {
  const { insights: words } = useMessages();
  const [best] = days.toSorted((one, other) => amountOf(other) - amountOf(one));
  const total = days.reduce((sum, day) => sum + amountOf(day), 0);
  if (!best) return null;
  return (
    <DayBars
      title={title}
      most={words.most(say(amountOf(best)))}
      first={formatDate(days[0]?.date ?? best.date)}
      last={formatDate(days.at(-1)?.date ?? best.date)}
      bars={days.map((day) => ({ day: day.date, amount: amountOf(day) }))}
      description={words.daysPicture(title, say(total), formatDate(best.date), say(amountOf(best)))}
    />
  );
};

/** What came of each day: calls, bookings by when they were made, and what their fees come to. */
export const OverTime = ({ seen: { days, period } }: { readonly seen: Insights }) => {
  const { insights: words } = useMessages();
  return (
    <Section title={words.overTime}>
      <Picture
        table={
          <FigureTable
            name={words.overTime}
            corner={words.day}
            columns={[{ name: words.calls }, { name: words.bookings }, { name: words.fees }]}
            rows={days.map(({ date, from, until, calls, bookings, feesCents }) => {
              const ofDay = (name: string) => `${name}, ${formatDate(date)}`;
              const fees = { list: 'fees' as const, from, until };
              return {
                key: date,
                name: formatDate(date),
                cells: [
                  <ListLink
                    key="calls"
                    rows={{ list: 'calls', from, until }}
                    value={formatCount(calls)}
                    name={ofDay(words.calls)}
                  />,
                  <ListLink
                    key="bookings"
                    rows={fees}
                    value={formatCount(bookings)}
                    name={ofDay(words.bookings)}
                  />,
                  <ListLink key="fees" rows={fees} value={formatCents(feesCents)} name={ofDay(words.fees)} />,
                ],
              };
            })}
          />
        }
      >
        <Stack gap="lg">
          <Days days={days} title={words.callsPerDay} amountOf={({ calls }) => calls} say={formatCount} />
          {period.bookings.count === 0 ? (
            <Text c="dimmed">{words.noBookings}</Text>
          ) : (
            <>
              <Days
                days={days}
                title={words.bookingsPerDay}
                amountOf={({ bookings }) => bookings}
                say={formatCount}
              />
              <Days
                days={days}
                title={words.feesPerDay}
                amountOf={({ feesCents }) => feesCents}
                say={formatCents}
              />
            </>
          )}
        </Stack>
      </Picture>
    </Section>
  );
};
