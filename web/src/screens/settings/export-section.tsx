import { Alert, Badge, Button, Card, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatBytes, formatCount, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';

type Export = Awaited<ReturnType<OwnerApi['showExport']>>;

const WHILE_MADE_MS = 3000;

/** What the API signs is an address of the web and nothing else a browser would act on. */
const goTo = (url: string): void => {
  if (/^https?:$/.test(new URL(url).protocol)) window.location.assign(url);
};

const Ready = ({ made }: { readonly made: Export }) => {
  const { export: words } = useMessages().settings;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const { zone } = useBusiness();
  // Asked for anew: an address opens the archive for minutes only.
  const download = useMutation({
    mutationFn: () => owner.showExport({ path: { businessId, exportId: made.id } }),
    onSuccess: ({ url }) => url !== undefined && goTo(url),
  });
  const counts = Object.entries(made.counts ?? {}).filter(([, count]) => count > 0);
  return (
    <Stack>
      <Group gap="xs" role="status">
        <Badge variant="default">{words.ready}</Badge>
        <Text size="sm">
          {words.readySince(formatInstant(made.readyAt ?? made.askedAt, zone), formatBytes(made.bytes ?? 0))}
        </Text>
      </Group>
      {counts.length > 0 && (
        <Facts facts={counts.map(([list, count]) => [words.lists[list] ?? list, formatCount(count)])} />
      )}
      {download.error && <Problem error={download.error} />}
      <Group>
        <Button loading={download.isPending} onClick={() => download.mutate()}>
          {words.download}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {words.kept}
      </Text>
    </Stack>
  );
};

const Made = ({ exportId }: { readonly exportId: Export['id'] }) => {
  const { export: words } = useMessages().settings;
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const { zone } = useBusiness();
  const query = useQuery({
    queryKey: [businessId, 'exports', exportId],
    queryFn: () => owner.showExport({ path: { businessId, exportId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'requested' ? WHILE_MADE_MS : false),
  });
  return (
    <Card withBorder>
      <Loaded query={query} rows={1}>
        {(made) =>
          made.state === 'ready' ? (
            <Ready made={made} />
          ) : (
            <Group gap="xs" role="status">
              <Loader size="xs" aria-hidden />
              <Text size="sm">{words.requested(formatInstant(made.askedAt, zone))}</Text>
            </Group>
          )
        }
      </Loaded>
    </Card>
  );
};

const Exports = () => {
  const { export: words } = useMessages().settings;
  const { owner, queries } = useMeans();
  const businessId = useBusinessId();
  const navigate = useNavigate();
  const id = useSearch({ strict: false, select: (search) => search.id as Export['id'] | undefined });
  const key = useRef(crypto.randomUUID());
  const ask = useMutation({
    mutationFn: () => owner.requestExport({ path: { businessId }, key: key.current }),
    onSuccess: async (made) => {
      key.current = crypto.randomUUID();
      queries.setQueryData([businessId, 'exports', made.id], made);
      // In the address: there is no list of them, and whoever comes back finds it again.
      await navigate({
        to: '/b/$businessId/settings/export',
        params: { businessId },
        search: { id: made.id },
      });
    },
  });
  return (
    <Stack>
      <Card withBorder>
        <Stack>
          <Text size="sm">{words.means}</Text>
          {ask.error && <Problem error={ask.error} />}
          <Group>
            <Button variant={id ? 'default' : 'filled'} loading={ask.isPending} onClick={() => ask.mutate()}>
              {id ? words.askAgain : words.ask}
            </Button>
          </Group>
        </Stack>
      </Card>
      {id && (
        <Subsection title={words.yours}>
          <Made exportId={id} />
        </Subsection>
      )}
    </Stack>
  );
};

export const ExportSection = () => {
  const { ownersOnly } = useMessages().settings;
  const role = useRole();
  return (
    <SectionPage section="export">
      {role === 'owner' && <Exports />}
      {role === 'staff' && <Alert variant="outline">{ownersOnly}</Alert>}
    </SectionPage>
  );
};
