import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMessages } from '../../ui/use-messages.ts';
import { addDays, isDay } from '../../ui/wall-time.ts';
import { CHOICES, type Dates, faultOf, MOST_DAYS, type PeriodSearch } from './periods.ts';

/** Which days: one of the usual spans at once, or two dates, the last one included as people say it. */
export const PeriodChoice = ({ search, dates }: { readonly search: PeriodSearch; readonly dates: Dates }) => {
  const { insights: words, app } = useMessages();
  const navigate = useNavigate({ from: '/b/$businessId/insights' });
  const [isOwn, setIsOwn] = useState(search.from !== undefined);
  const [first, setFirst] = useState(dates.from);
  const [last, setLast] = useState(addDays(dates.until, -1));
  const [fault, setFault] = useState<string>();

  const choose = (value: string) => {
    const days = CHOICES.find((choice) => choice === value);
    setIsOwn(days === undefined);
    if (days !== undefined) void navigate({ search: { days } });
  };
  const show = (event: FormEvent) => {
    event.preventDefault();
    if (!isDay(first) || !isDay(last)) return setFault(app.required);
    const own = { from: first, until: addDays(last, 1) };
    const wrong = faultOf(own);
    if (wrong === 'order') return setFault(words.daysOrder);
    if (wrong === 'many') return setFault(words.daysMany(MOST_DAYS));
    return void navigate({ search: own });
  };
  return (
    <Group align="flex-start" gap="sm">
      <NativeSelect
        label={words.period}
        value={isOwn ? 'own' : (search.days ?? '30')}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[...CHOICES, 'own' as const].map((value) => ({ value, label: words.choices[value] }))}
      />
      {isOwn && (
        <form onSubmit={show} noValidate>
          <Group align="flex-start" gap="sm">
            <TextInput
              type="date"
              label={words.first}
              value={first}
              onChange={({ currentTarget }) => setFirst(currentTarget.value)}
            />
            <TextInput
              type="date"
              label={words.last}
              value={last}
              error={fault}
              onChange={({ currentTarget }) => setLast(currentTarget.value)}
            />
            <Button type="submit" variant="default" mt={25}>
              {words.show}
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
};
