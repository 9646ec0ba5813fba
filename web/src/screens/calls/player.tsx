import { ActionIcon, Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatLength } from '../../ui/format.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call, Wish } from './call.ts';
import { Waveform } from './waveform.tsx';

/** A pause, or another place, came before it could begin. */
const isInterrupted = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

const SPEEDS = ['1', '1.25', '1.5', '2'];

/**
 * Plays a recording. The address of the sound is asked for when somebody wants to hear it, because each hearing is on
 * record, and asked for again where it has run out in the middle.
 */
export const Player = ({
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
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const audio = useRef<HTMLAudioElement>(null);
  const endsAt = useRef(0);
  const [atMs, setAtMs] = useState(0);
  const [isBroken, setIsBroken] = useState(false);
  const [speed, setSpeed] = useState('1');
  const [lengthMs, setLengthMs] = useState(recording.durationMs ?? 0);

  const play = useMutation({
    mutationFn: async (fromMs: number) => {
      const element = audio.current;
      if (!element) return;
      if (Date.now() >= endsAt.current) {
        const asked = Date.now();
        const { url } = await owner.playRecording({ path: { businessId, callId } });
        // By this machine's clock: five minutes, less what a slow answer may have taken.
        endsAt.current = asked + 4 * 60_000;
        element.src = url;
      }
      element.currentTime = fromMs / 1000;
      element.playbackRate = Number(speed);
      setIsBroken(false);
      await element.play().catch((error: unknown) => {
        if (!isInterrupted(error)) throw error;
      });
    },
  });

  // A browser says so of what it cannot decode; all else comes from the API or the network.
  const isUnplayable = isBroken || play.error instanceof DOMException;
  const { mutate } = play;
  useEffect(() => {
    if (!wish) return;
    if ('isPause' in wish) audio.current?.pause();
    else mutate(wish.playFromMs);
  }, [wish, mutate]);

  const move = (ms: number): void => {
    setAtMs(ms);
    onPlayed(ms);
    if (audio.current && endsAt.current > 0) audio.current.currentTime = ms / 1000;
  };
  const toggle = (): void => {
    if (isPlaying) audio.current?.pause();
    else play.mutate(atMs >= lengthMs ? 0 : atMs);
  };
  return (
    <Stack gap="xs">
      {/* What is said stands below as text. */}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => onPlaying(true)}
        onPause={() => onPlaying(false)}
        onEnded={() => onPlaying(false)}
        onError={() => {
          // The address may have run out, or the network: the next try asks for another.
          endsAt.current = 0;
          onPlaying(false);
          setIsBroken(true);
        }}
        onLoadedMetadata={({ currentTarget: { duration } }) =>
          Number.isFinite(duration) && setLengthMs(duration * 1000)
        }
        onTimeUpdate={({ currentTarget: { currentTime } }) => {
          setAtMs(currentTime * 1000);
          onPlayed(currentTime * 1000);
        }}
      >
        <track kind="captions" />
      </audio>
      <Waveform
        peaks={recording.peaks}
        atMs={atMs}
        lengthMs={lengthMs}
        bookedAtMs={bookedAtMs}
        onMove={move}
      />
      <Group justify="space-between">
        <Group gap="sm">
          <ActionIcon
            size="xl"
            radius="xl"
            variant="filled"
            loading={play.isPending}
            onClick={toggle}
            aria-label={isPlaying ? words.pause : words.play}
          >
            {isPlaying ? <IconPlayerPauseFilled aria-hidden /> : <IconPlayerPlayFilled aria-hidden />}
          </ActionIcon>
          <Text className="tabular" size="sm">
            {words.at(formatLength(atMs), formatLength(lengthMs))}
          </Text>
        </Group>
        <NativeSelect
          size="xs"
          aria-label={words.speed}
          value={speed}
          onChange={({ currentTarget: { value } }) => {
            setSpeed(value);
            if (audio.current) audio.current.playbackRate = Number(value);
          }}
          data={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
        />
      </Group>
      {isUnplayable ? (
        <Alert role="alert" color="red" variant="outline">
          <Text size="sm">{words.notPlayable}</Text>
          <Group mt="xs">
            <Button size="xs" variant="default" onClick={() => play.mutate(atMs)}>
              {app.retry}
            </Button>
          </Group>
        </Alert>
      ) : (
        play.error && <Problem error={play.error} onRetry={() => play.mutate(atMs)} />
      )}
    </Stack>
  );
};
