import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatInstant, formatLength, formatMicros } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call } from './call.ts';

const Fact = ({ name, value }: { readonly name: string; readonly value: string | undefined }) =>
  value === undefined ? null : (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0}>
        {value}
      </Text>
    </div>
  );

export const CallFacts = ({ call }: { readonly call: Call }) => {
  const { calls: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const { startedAt, durationMs, costMicros, sentiment, disconnectionReason, appointmentIds = [] } = call;
  return (
    <Section title={words.facts}>
      <Stack component="dl" gap="xs" m={0}>
        <Fact name={words.when} value={startedAt && formatInstant(startedAt, zone)} />
        <Fact name={words.length} value={durationMs === undefined ? undefined : formatLength(durationMs)} />
        <Fact name={words.cost} value={costMicros === undefined ? undefined : formatMicros(costMicros)} />
        <Fact name={words.sentiment} value={sentiment} />
        <Fact name={words.ended} value={disconnectionReason?.replaceAll('_', ' ')} />
        {appointmentIds.length > 0 && (
          <div>
            <Text component="dt" size="sm" c="dimmed">
              {words.appointments}
            </Text>
            {appointmentIds.map((id, place) => (
              <Text component="dd" m={0} key={id}>
                <Anchor component={Link} to={`/b/${businessId}/appointments/${id}`}>
                  {words.toAppointment(place + 1)}
                </Anchor>
              </Text>
            ))}
          </div>
        )}
      </Stack>
    </Section>
  );
};
