import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatDay } from '../../ui/format.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call, Wish } from './call.ts';

const Player = lazy(() => import('./player.tsx').then((part) => ({ default: part.Player })));

/** Until when it is kept, and how an owner keeps it longer. */
const Keeping = ({
  callId,
  recording,
}: {
  readonly callId: Call['id'];
  readonly recording: Call['recording'];
}) => {
  const { app, calls: words } = useMessages();
  const { owner } = useMeans();
  const { zone } = useBusiness();
  const queries = useQueryClient();
  const businessId = useBusinessId();
  const isOwner = useRole() === 'owner';
  const [reason, setReason] = useState<string>();
  const change = useMutation({
    mutationFn: (body: { readonly held: boolean; readonly reason: string }) =>
      owner.holdRecording({ path: { businessId, callId }, body }),
    onSuccess: () => {
      setReason(undefined);
      return queries.invalidateQueries({ queryKey: [businessId, 'calls'] });
    },
  });
  const { isHeld, heldBecause, keptUntil } = recording;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {isHeld ? words.held(heldBecause ?? '') : keptUntil && words.keptUntil(formatDay(keptUntil, zone))}
        </Text>
        {isOwner && reason === undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={change.isPending}
            onClick={() =>
              isHeld ? change.mutate({ held: false, reason: heldBecause ?? '-' }) : setReason('')
            }
          >
            {isHeld ? words.letGo : words.hold}
          </Button>
        )}
      </Group>
      {reason !== undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ held: true, reason });
          }}
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              label={words.holdReason}
              required
              maxLength={400}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              style={{ flex: 1 }}
            />
            <Button type="submit" variant="default" loading={change.isPending}>
              {app.save}
            </Button>
            <Button variant="subtle" onClick={() => setReason(undefined)}>
              {app.cancel}
            </Button>
          </Group>
        </form>
      )}
      {change.error && <Problem error={change.error} />}
    </>
  );
};

export const Recording = ({
  callId,
  recording,
  bookedAtMs,
  wish,
  isPlaying,
  onPlaying,
  onPlayed,
}: {
  readonly callId: Call['id'];
  readonly recording: Call['recording'];
  readonly bookedAtMs: number | undefined;
  readonly wish: Wish | undefined;
  readonly isPlaying: boolean;
  readonly onPlaying: (isPlaying: boolean) => void;
  readonly onPlayed: (ms: number) => void;
}) => {
  const { app, calls: words } = useMessages();
  const { state } = recording;
  return (
    <Section title={words.recording}>
      {state === 'ready' ? (
        <>
          <Suspense fallback={<Text c="dimmed">{app.loading}</Text>}>
            <Player
              callId={callId}
              recording={recording}
              bookedAtMs={bookedAtMs}
              wish={wish}
              isPlaying={isPlaying}
              onPlaying={onPlaying}
              onPlayed={onPlayed}
            />
          </Suspense>
          <Keeping callId={callId} recording={recording} />
        </>
      ) : (
        <Text c="dimmed">{words.recordings[state]}</Text>
      )}
    </Section>
  );
};
