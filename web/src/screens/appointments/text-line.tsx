import { Badge, Group, Text as Words } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import type { Text } from './appointments.ts';

/** A text with what became of it. */
export const TextLine = ({ text }: { readonly text: Text }) => {
  const { appointments } = useMessages();
  const { zone } = useBusiness();
  const words = appointments.texts;
  const { kind, state, body, requestedAt, sentAt, settledAt, suppressedBecause, failedBecause } = text;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Words size="sm" fw={600}>
          {words.kind[kind]} · {formatInstant(settledAt ?? sentAt ?? requestedAt, zone)}
        </Words>
        <Badge variant="default">{words.state[state]}</Badge>
      </Group>
      {body && <Words size="sm">{body}</Words>}
      {suppressedBecause && (
        <Words size="sm" c="dimmed">
          {words.suppressed(suppressedBecause)}
        </Words>
      )}
      {failedBecause && (
        <Words size="sm" c="dimmed">
          {words.failed(failedBecause)}
        </Words>
      )}
    </>
  );
};
