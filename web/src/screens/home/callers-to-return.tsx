import { Anchor, Group, List } from '@mantine/core';
import { useBusinessId } from '../../app/business.ts';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Overview } from './overview.ts';

type Callers = NonNullable<Overview['needsYou'][number]['callers']>;

/** So many are named; the rest is among the calls. */
const MOST = 5;

/** Who may be worth a call back: each to be called at once, with what was said beside. */
export const CallersToReturn = ({ callers, zone }: { readonly callers: Callers; readonly zone: string }) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  return (
    <List listStyleType="none" spacing={4} mt={4} withPadding>
      {callers.slice(0, MOST).map(({ callId, from, at }) => (
        <List.Item key={callId}>
          <Group gap="xs">
            <Anchor href={`tel:${from}`} aria-label={home.callBack(formatPhone(from))}>
              {formatPhone(from)}
            </Anchor>
            <Go to={`/b/${businessId}/calls/${callId}`} size="sm">
              {at === undefined ? home.theirCall : formatInstant(at, zone)}
            </Go>
          </Group>
        </List.Item>
      ))}
    </List>
  );
};
