import { ActionIcon, Badge, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Fact } from '../../ui/facts.tsx';
import { formatWallTime, formatWeekday } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import {
  type HoursDraft,
  hoursChanges,
  hoursFaults,
  isPastMidnight,
  type Span,
  takeHours,
  WEEK,
} from './drafts/hours-draft.ts';
import type { Business } from './save-settings.ts';
import { SectionForm } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { type Drafted, useSectionDraft } from './use-section-draft.ts';

const USUAL: Span = { opens: '08:00', closes: '17:00' };
const WEEKDAYS = [1, 2, 3, 4, 5];

type OfDay = { readonly day: number; readonly form: Drafted<HoursDraft> };

const SpanFields = ({ day, place, form }: OfDay & { readonly place: number }) => {
  const words = useMessages().settings.hours;
  const { draft, change, faultOf } = form;
  const spans = draft[day] ?? [];
  const span = spans[place];
  if (!span) return null;
  const put = (next: readonly Span[]) => change(draft.map((one, at) => (at === day ? next : one)));
  const name = formatWeekday(day);
  return (
    <Group align="flex-start" gap="xs">
      {(['opens', 'closes'] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          step={900}
          w={150}
          label={words[end]}
          aria-label={words.endOf(name, place + 1, words[end])}
          value={span[end]}
          error={faultOf(`${day}.${place}.${end}`)}
          onChange={({ currentTarget }) =>
            put(spans.map((one, at) => (at === place ? { ...one, [end]: currentTarget.value } : one)))
          }
        />
      ))}
      <ActionIcon
        variant="default"
        size={36}
        mt={24}
        aria-label={words.remove(name, place + 1)}
        onClick={() => put(spans.filter((_, at) => at !== place))}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
      {isPastMidnight(span) && (
        <Badge variant="default" mt={31}>
          {words.nextDay}
        </Badge>
      )}
    </Group>
  );
};

const Day = ({ day, form }: OfDay) => {
  const words = useMessages().settings.hours;
  const { draft, change } = form;
  const spans = draft[day] ?? [];
  const put = (next: readonly Span[]) => change(draft.map((one, at) => (at === day ? next : one)));
  const toWeekdays = () => change(draft.map((one, at) => (WEEKDAYS.includes(at) ? spans : one)));
  return (
    <Fieldset legend={formatWeekday(day)}>
      <Stack gap="xs">
        {spans.length === 0 && <Text c="dimmed">{words.closed}</Text>}
        {spans.map((_, place) => (
          <SpanFields key={place} day={day} place={place} form={form} />
        ))}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={(spans.length === 0 ? words.openOn : words.addOn)(formatWeekday(day))}
            onClick={() => put([...spans, USUAL])}
          >
            {spans.length === 0 ? words.open : words.add}
          </Button>
          {day === 1 && (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={toWeekdays}
            >
              {words.toWeekdays}
            </Button>
          )}
        </Group>
      </Stack>
    </Fieldset>
  );
};

export const HoursSection = () => {
  const { settings: words } = useMessages();
  const form = useSectionDraft({ take: takeHours, changes: hoursChanges, faults: hoursFaults(words.hours) });
  const facts = (business: Business): readonly Fact[] => {
    const week = takeHours(business);
    return WEEK.map((day) => [
      formatWeekday(day),
      (week[day] ?? [])
        .map(({ opens, closes }) => words.hours.span(formatWallTime(opens), formatWallTime(closes)))
        .join(', ') || words.hours.closed,
    ]);
  };
  const fault = form.faultOf('hours');
  return (
    <SectionPage section="hours">
      <SectionForm form={form} facts={facts}>
        <Text size="sm">{words.hours.zone(form.now.zone)}</Text>
        {WEEK.map((day) => (
          <Day key={day} day={day} form={form} />
        ))}
        {fault && (
          <Text c="var(--mantine-color-error)" size="sm" role="alert">
            {fault}
          </Text>
        )}
      </SectionForm>
    </SectionPage>
  );
};
