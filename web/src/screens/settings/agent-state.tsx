import { Badge, Button, Card, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { notify } from '../../ui/notify.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';

type Agent = Awaited<ReturnType<OwnerApi['showAgent']>>;
type Version = Awaited<ReturnType<OwnerApi['listAgentVersions']>>['items'][number];

const WHILE_PENDING_MS = 3000;

const useAgent = () => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  return useQuery({
    queryKey: [businessId, 'agent', 'now'],
    queryFn: () => owner.showAgent({ path: { businessId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? WHILE_PENDING_MS : false),
  });
};

const Rollback = ({ number }: { readonly number: number }) => {
  const words = useMessages().settings.agent;
  const { owner, queries } = useMeans();
  const businessId = useBusinessId();
  const [isOpen, setIsOpen] = useState(false);
  const back = useMutation({
    mutationFn: () => owner.rollbackAgent({ path: { businessId }, body: { number } }),
    onSuccess: (agent) => {
      queries.setQueryData([businessId, 'agent', 'now'], agent);
      setIsOpen(false);
      notify(words.rolledBack);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [businessId, 'agent'] }),
  });
  return (
    <>
      <Group>
        <Button
          variant="default"
          onClick={() => {
            back.reset();
            setIsOpen(true);
          }}
        >
          {words.rollback}
        </Button>
      </Group>
      <Confirm
        isOpen={isOpen}
        title={words.rollbackTitle}
        confirm={words.rollbackConfirm}
        isPending={back.isPending}
        error={back.error}
        onConfirm={() => back.mutate()}
        onClose={() => setIsOpen(false)}
      >
        {words.rollbackMeans}
      </Confirm>
    </>
  );
};

const Now = ({ agent }: { readonly agent: Agent }) => {
  const words = useMessages().settings.agent;
  const { zone } = useBusiness();
  const role = useRole();
  const { live, state, failed, chosen } = agent;
  const standing = chosen && state === 'current' ? 'chosen' : state;
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group gap="xs" role="status">
          <Badge variant="default">{words.states[standing]}</Badge>
          {state === 'pending' && <Loader size="xs" aria-hidden />}
          <Text size="sm">{words.stateMeans[standing]}</Text>
        </Group>
        {live && <Text size="sm">{words.since(live.number, formatInstant(live.since, zone))}</Text>}
        {failed && (
          <Text size="sm">
            {words.failed(words.problems[failed.problem], formatInstant(failed.at, zone))}
          </Text>
        )}
        {chosen && <Text size="sm">{words.chosen(chosen.number, formatInstant(chosen.at, zone))}</Text>}
        {/* Before the first there is nothing to go back to. */}
        {live && live.number > 1 && role === 'owner' && <Rollback number={live.number} />}
      </Stack>
    </Card>
  );
};

const VersionCard = ({ version, isLive }: { readonly version: Version; readonly isLive: boolean }) => {
  const words = useMessages().settings.agent;
  const { zone } = useBusiness();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card withBorder component="li">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <div>
            <Text fw={500}>{words.version(version.number)}</Text>
            <Text size="sm" c="dimmed">
              {words.reasons[version.reason]} · {formatInstant(version.publishedAt, zone)}
            </Text>
          </div>
          {isLive && <Badge variant="default">{words.heardNow}</Badge>}
        </Group>
        <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
          <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
            {words.prompt(version.number)}
          </Text>
          {isOpen && (
            <Text component="p" size="sm" my="xs" style={{ whiteSpace: 'pre-wrap' }}>
              {version.prompt}
            </Text>
          )}
        </details>
      </Stack>
    </Card>
  );
};

/** What callers hear, what they heard before, and the way back to it. */
export const AgentState = () => {
  const words = useMessages().settings.agent;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const agent = useAgent();
  const live = agent.data?.live?.number;
  const versions = useQuery({
    queryKey: [businessId, 'agent', 'versions', live],
    queryFn: () => owner.listAgentVersions({ path: { businessId } }),
  });
  return (
    <Stack gap="sm">
      <Loaded query={agent} rows={1}>
        {(data) => <Now agent={data} />}
      </Loaded>
      <Loaded query={versions} rows={1}>
        {({ items }) =>
          items.length > 0 && (
            <details>
              <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
                {words.versions(items.length)}
              </Text>
              <Stack component="ul" gap="xs" p={0} my="xs" style={{ listStyle: 'none' }}>
                {items.map((version) => (
                  <VersionCard key={version.number} version={version} isLive={version.number === live} />
                ))}
              </Stack>
            </details>
          )
        }
      </Loaded>
    </Stack>
  );
};
