import { Alert, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { teamQuery } from './team-query.ts';

type Entry = Awaited<ReturnType<OwnerApi['listAudit']>>['items'][number];

const WHEN = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
} as const;

/** Whether the record of what people did is whole: whoever keeps its last link can tell later that it was written anew. */
const Chain = () => {
  const { audit: words } = useMessages().settings;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const chain = useQuery({
    queryKey: [businessId, 'audit', 'chain'],
    queryFn: () => owner.judgeAudit({ path: { businessId } }),
  });
  return (
    <Card withBorder>
      <Loaded query={chain} rows={1}>
        {(judged) => (
          <Stack gap="xs">
            <Group gap="xs" role="status">
              <Badge variant="default">{words.outcomes[judged.outcome]}</Badge>
              <Text size="sm">
                {judged.outcome === 'intact'
                  ? words.intact(judged.seq)
                  : words.broken(words.faults[judged.because], judged.seq)}
              </Text>
            </Group>
            {judged.outcome === 'intact' && judged.chain !== undefined && (
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {words.lastLink(judged.chain)}
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Card>
  );
};

/** Names of those who are members now: of whoever was one there is an id, and nothing of a person. */
const useWho = () => {
  const { audit: words } = useMessages().settings;
  const members = useQuery(teamQuery(useMeans(), useBusinessId())).data?.items ?? [];
  return (actor: string): string => {
    const [kind = '', id] = actor.split(/:(.*)/);
    const name = kind === 'person' ? members.find(({ personId }) => personId === id)?.name : undefined;
    return name ?? words.actors[actor] ?? words.actors[kind] ?? actor;
  };
};

const EntryCard = ({ entry, who }: { readonly entry: Entry; readonly who: (actor: string) => string }) => {
  const { audit: words } = useMessages().settings;
  const { zone } = useBusiness();
  const { what, at, actor, from, to, subject, cause, facts = {}, seq } = entry;
  const told = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  const moved = from && to && from !== to ? [[words.state, words.fromTo(from, to)] as const] : [];
  return (
    <Card withBorder component="li" py="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <div>
          <Text fw={500}>{words.decisions[what] ?? what}</Text>
          <Text size="sm" c="dimmed">
            {words.by(who(actor))}
          </Text>
        </div>
        <Text size="sm" c="dimmed" component="time" dateTime={at}>
          {formatInstant(at, zone, WHEN)}
        </Text>
      </Group>
      <details>
        <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
          {words.details}
        </Text>
        <Stack my="xs" style={{ overflowWrap: 'anywhere' }}>
          <Facts
            facts={[
              ...moved,
              ...told,
              [words.subject, subject],
              ...(cause ? [[words.cause, cause] as const] : []),
              ...(seq === undefined ? [] : [[words.link, String(seq)] as const]),
            ]}
          />
        </Stack>
      </details>
    </Card>
  );
};

const Record = () => {
  const { app, settings } = useMessages();
  const words = settings.audit;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const who = useWho();
  const record = useInfiniteQuery({
    queryKey: [businessId, 'audit', 'list'],
    queryFn: ({ pageParam }) =>
      owner.listAudit({ path: { businessId }, query: { ...(pageParam !== '' && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Loaded query={record}>
      {({ pages }) => {
        const entries = pages.flatMap(({ items }) => items);
        if (entries.length === 0) return <Empty title={words.emptyTitle} why={words.empty} />;
        return (
          <Stack gap="xs">
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {entries.map((entry) => (
                <EntryCard key={entry.id} entry={entry} who={who} />
              ))}
            </Stack>
            {record.hasNextPage && (
              <Group justify="center">
                <Button
                  variant="default"
                  loading={record.isFetchingNextPage}
                  onClick={() => void record.fetchNextPage()}
                >
                  {app.more}
                </Button>
              </Group>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
};

export const AuditSection = () => {
  const { audit: words, ownersOnly } = useMessages().settings;
  const role = useRole();
  return (
    <SectionPage section="audit">
      {role === 'owner' && (
        <>
          <Subsection title={words.chainTitle}>
            <Chain />
          </Subsection>
          <Subsection title={words.recordTitle}>
            <Record />
          </Subsection>
        </>
      )}
      {role === 'staff' && <Alert variant="outline">{ownersOnly}</Alert>}
    </SectionPage>
  );
};
