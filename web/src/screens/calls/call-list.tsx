import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatInstant, formatLength, formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { WholePhones } from '../../ui/whole-phones.tsx';
import { beganAt, type ListedCall, outcomeWords } from './call.ts';

const CallRow = ({ call }: { readonly call: ListedCall }) => {
  const messages = useMessages();
  const { calls: words } = messages;
  const { zone } = useBusiness();
  const at = `/b/${useBusinessId()}/calls/${call.id}`;
  const { from, durationMs, summary, mark, hasRecording } = call;
  const began = beganAt(call);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Anchor component={Link} to={at} fw={600}>
          {outcomeWords(call, messages)}
        </Anchor>
        <Group gap={6}>
          {mark && <Badge variant="default">{words.mark[mark]}</Badge>}
          {hasRecording && <Badge variant="default">{words.recorded}</Badge>}
        </Group>
      </Group>
      <Text size="sm" c="dimmed">
        <WholePhones>
          {[
            from ? formatPhone(from) : words.unknownCaller,
            began && formatInstant(began, zone),
            durationMs !== undefined && formatLength(durationMs),
          ]
            .filter(Boolean)
            .join(' · ')}
        </WholePhones>
      </Text>
      {summary && (
        <Text size="sm" lineClamp={2}>
          {summary}
        </Text>
      )}
    </Card>
  );
};

export const CallList = ({ calls }: { readonly calls: readonly ListedCall[] }) => (
  <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
    {calls.map((call) => (
      <li key={call.id}>
        <CallRow call={call} />
      </li>
    ))}
  </Stack>
);
