import { Badge, Group, Stack, Text as Words } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Text } from './appointments.ts';

/** Texts with what became of each. */
export const TextList = ({ texts }: { readonly texts: readonly Text[] }) => {
  const { appointments } = useMessages();
  const { zone } = useBusiness();
  const words = appointments.texts;
  return (
    <Section title={words.title}>
      {texts.length === 0 ? (
        <Words c="dimmed">{words.none}</Words>
      ) : (
        <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
          {texts.map(
            ({ id, kind, state, body, requestedAt, sentAt, settledAt, suppressedBecause, failedBecause }) => (
              <li key={id}>
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
              </li>
            ),
          )}
        </Stack>
      )}
    </Section>
  );
};
