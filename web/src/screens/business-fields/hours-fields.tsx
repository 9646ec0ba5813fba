import { ActionIcon, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Faults } from '../../ui/faults.ts';
import { formatWallTime, formatWeekday } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { type OpeningSpan, WEEK } from './described.ts';

const QUARTERS = Array.from(
  { length: 96 },
  (_, quarter) =>
    `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
);
const isWeekday = (weekday: number): boolean => weekday > 0 && weekday < 6;
const USUAL = { opens: '09:00', closes: '17:00' };

const later = (time: string, quarters: number): string | undefined =>
  QUARTERS.includes(time) ? QUARTERS[QUARTERS.indexOf(time) + quarters] : undefined;

/** What a day may have besides: a while after it closes, while that is on the same day. */
const further = ({ opens, closes }: OpeningSpan): Pick<OpeningSpan, 'opens' | 'closes'> => {
  const [from, until] = [later(closes, 4), later(closes, 12)];
  return closes > opens && from && until ? { opens: from, closes: until } : USUAL;
};

/** `place`: in the list of all; `number`: among those of the day, where it has several. */
type Placed = { readonly span: OpeningSpan; readonly place: number; readonly number: number | undefined };

const Span = ({
  placed: { span, place, number },
  onChange,
  onRemove,
  faults,
}: {
  readonly placed: Placed;
  readonly onChange: (part: Partial<OpeningSpan>) => void;
  readonly onRemove: (() => void) | undefined;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  const day = formatWeekday(span.weekday);
  const later = QUARTERS.filter((time) => time > span.opens);
  const nextDay = QUARTERS.filter((time) => time <= span.opens && time !== '00:00');
  const ends = [
    ...later.map((time) => ({ value: time, label: formatWallTime(time) })),
    { value: '24:00', label: words.midnight },
    ...nextDay.map((time) => ({ value: time, label: words.nextDay(formatWallTime(time)) })),
  ];
  const closes = span.closes === '00:00' ? '24:00' : span.closes;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <NativeSelect
        aria-label={words.opens(day, number)}
        data={QUARTERS.map((time) => ({ value: time, label: formatWallTime(time) }))}
        value={span.opens}
        error={faults[`${place}.opens`]}
        onChange={(event) => onChange({ opens: event.currentTarget.value })}
        w={120}
      />
      <NativeSelect
        aria-label={words.closes(day, number)}
        data={ends}
        value={closes}
        error={faults[`${place}.closes`]}
        onChange={(event) => onChange({ closes: event.currentTarget.value })}
        w={130}
      />
      {onRemove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={words.removeSpan(day, formatWallTime(span.opens))}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
};

/** When appointments may be, day by day. `faults`: by `0.opens`, and `` for all of them. */
export const HoursFields = ({
  value,
  onChange,
  faults,
}: {
  readonly value: readonly OpeningSpan[];
  readonly onChange: (hours: readonly OpeningSpan[]) => void;
  readonly faults: Faults;
}) => {
  const { businessFields: words } = useMessages();
  const add = (weekday: number) => {
    // As the day before has it: most days are alike.
    const like = value.find((span) => span.weekday === (weekday + 6) % 7) ?? USUAL;
    onChange([...value, { weekday, opens: like.opens, closes: like.closes }]);
  };
  const mondays = value.filter((span) => span.weekday === 1);
  const toWeekdays = () =>
    onChange([
      ...value.filter((span) => !isWeekday(span.weekday)),
      ...[1, 2, 3, 4, 5].flatMap((weekday) => mondays.map((span) => ({ ...span, weekday }))),
    ]);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.hoursHint}
      </Text>
      {faults[''] && (
        <Text size="sm" c="red" role="alert">
          {faults['']}
        </Text>
      )}
      {WEEK.map((weekday) => {
        const day = formatWeekday(weekday);
        const places = value.flatMap((span, place) => (span.weekday === weekday ? [place] : []));
        const spans = places.flatMap((place, at): Placed[] => {
          const span = value[place];
          return span ? [{ span, place, number: places.length > 1 ? at + 1 : undefined }] : [];
        });
        const last = spans.at(-1);
        return (
          <Group key={weekday} align="flex-start" gap="xs" mih={36}>
            <Checkbox
              label={day}
              w={120}
              pt={8}
              checked={spans.length > 0}
              onChange={(event) =>
                event.currentTarget.checked
                  ? add(weekday)
                  : onChange(value.filter((span) => span.weekday !== weekday))
              }
            />
            <Stack gap="xs">
              {spans.length === 0 && (
                <Text size="sm" c="dimmed" pt={8}>
                  {words.closed}
                </Text>
              )}
              {spans.map((placed) => (
                <Span
                  key={placed.place}
                  placed={placed}
                  faults={faults}
                  onChange={(part) =>
                    onChange(value.map((span, at) => (at === placed.place ? { ...span, ...part } : span)))
                  }
                  onRemove={
                    spans.length > 1
                      ? () => onChange(value.filter((_, at) => at !== placed.place))
                      : undefined
                  }
                />
              ))}
            </Stack>
            {last && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={words.addSpan(day)}
                onClick={() => onChange([...value, { weekday, ...further(last.span) }])}
              >
                <IconPlus size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        );
      })}
      {mondays.length > 0 && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCopy size={14} aria-hidden />}
            onClick={toWeekdays}
          >
            {words.toWeekdays}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
