import { ScrollArea, Text, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type CSSProperties, type ReactNode, useId } from 'react';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatHour, formatTime } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { clockChangeOn, wallTimeAt, weekdayOf } from '../../ui/wall-time.ts';
import type { Appointment } from './appointments.ts';
import './calendar.css';
import { hoursShown, layOut, openOn, type Placed } from './lay-out.ts';
import { HOUR_REM, LINE_REM, linesInBlock } from './lines-in-block.ts';
import { useWholeWords } from './words.ts';

/*
 * Our own grid: a calendar of a library is some 80 KB to a phone, knows the zone of the browser and, by UTC, no other
 * without one more library, and reads out as a table of empty cells. Here a day is a heading and a list of links, and
 * the grid is how they are drawn.
 */

export type Column = {
  readonly key: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly heading: ReactNode;
  readonly appointments: readonly Appointment[];
};

type Range = { readonly first: number; readonly last: number };

const vertical = (minutes: number, { first }: Range): string => `${(minutes / 60 - first) * HOUR_REM}rem`;
const tall = (minutes: number): string => `${(minutes / 60) * HOUR_REM}rem`;

/** Who comes, and for what: each has half of the lines that there is room for, and the name what is over. */
const Words = ({ item, lines }: { readonly item: Appointment; readonly lines: number }) => {
  const line = (most: number) => ({
    className: 'calendar-line',
    'data-one': most <= 1 || undefined,
    style: { '--most': most } as CSSProperties,
  });
  return (
    <span aria-hidden className="calendar-words" style={{ '--lines': lines } as CSSProperties}>
      <span {...line(Math.ceil(lines / 2))}>
        <strong>{formatTime(item.startsAt, item.zone)}</strong> {item.customer.name}
      </span>
      <span {...line(Math.floor(lines / 2))}>{item.serviceName}</span>
    </span>
  );
};

const Place = ({ placed, range }: { readonly placed: Placed<Appointment>; readonly range: Range }) => {
  const { item, fromMinutes, toMinutes, lane, lanes } = placed;
  const businessId = useBusinessId();
  const whole = useWholeWords();
  const style: CSSProperties = {
    top: vertical(fromMinutes, range),
    height: tall(toMinutes - fromMinutes),
    left: `${(lane / lanes) * 100}%`,
    width: `${100 / lanes}%`,
  };
  return (
    <li className="calendar-place" style={style}>
      <Link className="calendar-link" to={`/b/${businessId}/appointments/${item.id}` as string}>
        <VisuallyHidden>{whole(item)}</VisuallyHidden>
        <Words item={item} lines={linesInBlock(toMinutes - fromMinutes)} />
      </Link>
    </li>
  );
};

const Day = ({
  column,
  placed,
  range,
  nowMs,
}: {
  readonly column: Column;
  readonly placed: readonly Placed<Appointment>[];
  readonly range: Range;
  readonly nowMs: number;
}) => {
  const { appointments: words } = useMessages();
  const { zone, hours } = useBusiness();
  const id = useId();
  const now = wallTimeAt(nowMs, zone);
  const isToday = now.day === column.day;
  const change = clockChangeOn(column.day, zone);
  const isNowShown = isToday && now.minutes >= range.first * 60 && now.minutes <= range.last * 60;
  return (
    <section className="calendar-column" aria-labelledby={id} data-today={isToday || undefined}>
      <div className="calendar-head">
        <Title order={2} size="sm" id={id}>
          {column.heading}
          {isToday && <VisuallyHidden>, {words.today}</VisuallyHidden>}
        </Title>
        {change !== 0 && (
          <Text size="xs" c="dimmed">
            {words.clockChange(change)}
          </Text>
        )}
        {placed.length === 0 && <VisuallyHidden>{words.noneThatDay}</VisuallyHidden>}
      </div>
      <div className="calendar-body">
        {openOn(weekdayOf(column.day), hours).map(({ opens, closes }) => (
          <div
            key={opens}
            className="calendar-open"
            style={{ top: vertical(opens, range), height: tall(closes - opens) }}
          />
        ))}
        <div className="calendar-lines" />
        {isNowShown && <div className="calendar-now" style={{ top: vertical(now.minutes, range) }} />}
        {placed.length > 0 && (
          <ol className="calendar-hours" aria-labelledby={id}>
            {placed.map((one) => (
              <Place key={one.item.id} placed={one} range={range} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
};

/** Columns of days, or of those who work on one day, beside the hours of the business's clock. */
export const TimeGrid = ({
  columns,
  label,
  leastWidth,
  nowMs,
}: {
  readonly columns: readonly Column[];
  readonly label: string;
  /** As CSS has it: below that it is scrolled sideways. */
  readonly leastWidth: string;
  readonly nowMs: number;
}) => {
  const { zone, hours } = useBusiness();
  const placed = columns.map(({ appointments }) => layOut(appointments, zone));
  const open = columns.flatMap(({ day }) => openOn(weekdayOf(day), hours));
  const range = hoursShown(placed.flat(), open);
  const every = Array.from({ length: range.last - range.first }, (_, place) => range.first + place);
  const style = {
    '--columns': columns.length,
    '--least': leastWidth,
    '--hours': every.length,
    '--hour': `${HOUR_REM}rem`,
    '--line': `${LINE_REM}rem`,
  } as CSSProperties;
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }} type="auto">
      <div className="calendar" style={style}>
        <div aria-hidden className="calendar-clock">
          <div className="calendar-hours">
            {every.map((hour) => (
              <span key={hour} className="calendar-hour" style={{ top: vertical(hour * 60, range) }}>
                {formatHour(hour)}
              </span>
            ))}
          </div>
        </div>
        {columns.map((column, place) => (
          <Day key={column.key} column={column} placed={placed[place] ?? []} range={range} nowMs={nowMs} />
        ))}
      </div>
    </ScrollArea>
  );
};
