import { Badge, Group, Text as Words } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import type { Text } from './appointments.ts';

/** What it is: a confirmation of another time is known as that. */
const kindOf = ({ kind, about }: Text) => (about === 'new_time' ? about : kind);

/**
 * A text with what became of it. Beside it stands when it was asked for, which is what lists of texts go by, and below it
 * when it came to where it is, if that was at another minute.
 */
export const TextLine = ({ text }: { readonly text: Text }) => {
  const { appointments } = useMessages();
  const { zone } = useBusiness();
  const words = appointments.texts;
  const { state, body, requestedAt, settledAt, suppressedBecause, failedBecause } = text;
  const asked = formatInstant(requestedAt, zone);
  const became = settledAt === undefined ? asked : formatInstant(settledAt, zone);
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Words size="sm" fw={600}>
          {words.kind[kindOf(text)]} · {asked}
        </Words>
        <Badge variant="default">{words.state[state]}</Badge>
      </Group>
      {body && <Words size="sm">{body}</Words>}
      {became !== asked && (
        <Words size="sm" c="dimmed">
          {words.became(words.state[state], became)}
        </Words>
      )}
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
