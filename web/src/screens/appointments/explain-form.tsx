import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useBusiness } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { instantsAt, isDay, localDay, minutesOf } from '../../ui/wall-time.ts';
import type { ExplainedPlace } from './appointment-routes.tsx';

const WITH_ZONE = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** Which time it is about, by the clock of the business. */
export const ExplainForm = ({
  given,
  onAsk,
}: {
  readonly given: ExplainedPlace;
  readonly onAsk: (asked: ExplainedPlace) => void;
}) => {
  const { appointments } = useMessages();
  const { explained: words, free, make } = appointments;
  const { services, crews, zone } = useBusiness();
  const [service, setService] = useState(given.service ?? services[0]?.id ?? '');
  const [date, setDate] = useState(given.date ?? localDay(Date.now(), zone));
  const [time, setTime] = useState(given.time ?? '');
  const [crew, setCrew] = useState(given.crew ?? '');
  const [second, setSecond] = useState(given.second ?? '');
  const instants = isDay(date) && time !== '' ? instantsAt(date, minutesOf(time), zone) : undefined;
  const isTwice = instants !== undefined && instants.length > 1;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ service, date, time, ...(crew && { crew }), ...(isTwice && second && { second }) });
  };
  return (
    <Section title={words.which}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            <Select
              label={make.service}
              data={services.map(({ id, name }) => ({ value: id, label: name }))}
              value={service}
              allowDeselect={false}
              onChange={(chosen) => setService(chosen ?? service)}
            />
            <TextInput
              type="date"
              label={free.date}
              required
              value={date}
              onChange={(event) => setDate(event.currentTarget.value)}
            />
            <TextInput
              type="time"
              label={free.time}
              required
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
            />
            {crews.length > 1 && (
              <Select
                label={free.crew}
                data={[
                  { value: '', label: free.anyCrew },
                  ...crews.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={crew}
                allowDeselect={false}
                onChange={(chosen) => setCrew(chosen ?? '')}
              />
            )}
            {isTwice && (
              <Select
                label={words.twice}
                data={instants.map((instant, place) => ({
                  value: place === 0 ? '' : 'yes',
                  label: formatInstant(new Date(instant).toISOString(), zone, WITH_ZONE),
                }))}
                value={second}
                allowDeselect={false}
                onChange={(chosen) => setSecond(chosen ?? '')}
              />
            )}
          </Group>
          {instants?.length === 0 && <Text role="status">{words.skipped}</Text>}
          <Group>
            <Button type="submit" disabled={instants === undefined || instants.length === 0}>
              {words.ask}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
};
