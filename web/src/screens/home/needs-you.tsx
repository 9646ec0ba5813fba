import { Group, List, Text } from '@mantine/core';
import { useBusinessId } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Overview } from './overview.ts';

type Kind = Overview['needsYou'][number]['kind'];

/** Where somebody does something about it. */
const PLACES: Record<Kind, { readonly to: string; readonly search?: Readonly<Record<string, string>> }> = {
  past_due: { to: 'billing' },
  fee_declined: { to: 'billing', search: { state: 'declined' } },
  text_failed: { to: 'appointments', search: { view: 'list' } },
  call_to_return: { to: 'calls', search: { outcome: 'refused' } },
  onboarding_step: { to: 'onboarding' },
  onboarding_stuck: { to: 'onboarding' },
};

export const NeedsYou = ({
  needs,
  zone,
}: {
  readonly needs: Overview['needsYou'];
  readonly zone: string;
}) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  return (
    <Section title={home.needsTitle}>
      {needs.length === 0 ? (
        <Text c="dimmed">{home.nothingNeeded}</Text>
      ) : (
        <List listStyleType="none" spacing="xs">
          {needs.map(({ kind, count, since, ids }) => {
            const { to, search } = PLACES[kind];
            const [only, another] = ids;
            // One call is gone to at once; of several the list is.
            const isOneCall = kind === 'call_to_return' && only !== undefined && another === undefined;
            return (
              <List.Item key={kind}>
                <Group justify="space-between" gap="xs">
                  <Text>
                    {home.needs[kind].title(count)}{' '}
                    {since && (
                      <Text span size="sm" c="dimmed">
                        {home.since(formatInstant(since, zone))}
                      </Text>
                    )}
                  </Text>
                  <Go
                    to={`/b/${businessId}/${isOneCall ? `calls/${only}` : to}`}
                    search={isOneCall ? undefined : search}
                    aria-label={`${home.needs[kind].action}: ${home.needs[kind].title(count)}`}
                  >
                    {home.needs[kind].action}
                  </Go>
                </Group>
              </List.Item>
            );
          })}
        </List>
      )}
    </Section>
  );
};
