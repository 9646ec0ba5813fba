import { Badge, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useBusiness } from '../../app/business.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import type { Closing } from './closing-section.tsx';

/** How far a business has come in leaving; once it is closed, the certificate of it. */
export const ClosingState = ({ closing }: { readonly closing: Closing }) => {
  const { closing: words } = useMessages().settings;
  const { zone } = useBusiness();
  const { state, ends, askedAt, closedAt, open, waitsFor, because, looksAgainAt, confirmations, kept } =
    closing;
  return (
    <Card withBorder>
      <Stack>
        <Group gap="xs" role="status">
          <Badge variant="default">{words.states[state]}</Badge>
          <Text size="sm">
            {closedAt ? words.closedAt(formatInstant(closedAt, zone)) : words.endsMeans[ends]}
          </Text>
        </Group>
        <Facts
          facts={[
            [words.askedAt, formatInstant(askedAt, zone)],
            ...(waitsFor ? [[words.waitsForTitle, words.waitsFor[waitsFor]] as const] : []),
            ...(because ? [[words.because, because] as const] : []),
            ...(looksAgainAt && state === 'closing'
              ? [[words.looksAgain, formatInstant(looksAgainAt, zone)] as const]
              : []),
            ...(open.length > 0
              ? [[words.open, open.map((part) => words.parts[part]).join(', ')] as const]
              : []),
            ...(closing.erasesAt ? [[words.erasesAt, formatDay(closing.erasesAt, zone)] as const] : []),
            ...(closing.erasedAt ? [[words.erasedAt, formatDay(closing.erasedAt, zone)] as const] : []),
          ]}
        />
        {confirmations.length > 0 && (
          <Stack gap="xs">
            <Title order={3} size="h5">
              {words.certificate}
            </Title>
            <List size="sm">
              {confirmations.map(({ vendor, what, id, at }) => (
                <List.Item key={`${vendor} ${what} ${id}`} style={{ overflowWrap: 'anywhere' }}>
                  {at
                    ? words.confirmed(
                        words.vendors[vendor],
                        words.whats[what] ?? what,
                        formatInstant(at, zone),
                      )
                    : words.mayBeThere(words.vendors[vendor], words.whats[what] ?? what)}{' '}
                  <Text span size="xs" c="dimmed">
                    {id}
                  </Text>
                </List.Item>
              ))}
            </List>
          </Stack>
        )}
        <Stack gap="xs">
          <Title order={3} size="h5">
            {words.keptTitle}
          </Title>
          <List size="sm">
            {kept.map(({ what, until }) => (
              <List.Item key={what}>{words.kept(what, until)}</List.Item>
            ))}
          </List>
        </Stack>
      </Stack>
    </Card>
  );
};
