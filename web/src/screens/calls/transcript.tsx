import { Badge, Box, Stack, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { formatLength } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call, Wish } from './call.ts';
import { PlayStrip } from './play-strip.tsx';
import classes from './transcript.module.css';

type Turns = NonNullable<Call['transcriptTurns']>;
type Turn = Turns[number];

/** The turn that is heard now: the last that has begun. */
const turnAt = (turns: Turns, playedMs: number | undefined): number =>
  playedMs === undefined
    ? -1
    : turns.findLastIndex(
        ({ startMs, role }) => role !== 'tool' && startMs !== undefined && startMs <= playedMs,
      );

/** The turn before which the booking was made. */
const bookedBefore = (turns: Turns, bookedAtMs: number | undefined): number =>
  bookedAtMs === undefined
    ? -1
    : turns.findIndex(
        ({ startMs, role }) => role !== 'tool' && startMs !== undefined && startMs >= bookedAtMs,
      );

const TurnText = ({
  turn,
  isHeard,
  onSeek,
}: {
  readonly turn: Turn;
  readonly isHeard: boolean;
  readonly onSeek: ((ms: number) => void) | undefined;
}) => {
  const { calls: words } = useMessages();
  const { role, text, startMs } = turn;
  const said = (
    <>
      <Text span size="xs" c="dimmed" className="tabular">
        {[words.roles[role], startMs !== undefined && formatLength(startMs)].filter(Boolean).join(' · ')}
      </Text>
      <Text span display="block" fw={isHeard ? 600 : 400}>
        {role === 'tool' ? words.tool(text) : text}
      </Text>
    </>
  );
  if (!onSeek || startMs === undefined || role === 'tool') return <Box className={classes.turn}>{said}</Box>;
  return (
    <UnstyledButton
      className={classes.turn}
      data-heard={isHeard || undefined}
      onClick={() => onSeek(startMs)}
      title={words.playFrom(formatLength(startMs))}
    >
      {said}
    </UnstyledButton>
  );
};

/** What was said: it follows the sound, and a press on a turn plays from there. On a phone it is as long as it is. */
export const Transcript = ({
  turns = [],
  text,
  bookedAtMs,
  playedMs,
  isPlaying,
  onWish,
}: {
  readonly turns?: Turns | undefined;
  /** Of a call whose turns have no times. */
  readonly text: string | undefined;
  readonly bookedAtMs: number | undefined;
  readonly playedMs: number | undefined;
  readonly isPlaying: boolean;
  /** Where there is nothing to be heard, nothing can be asked. */
  readonly onWish: ((wish: Wish) => void) | undefined;
}) => {
  const { calls: words } = useMessages();
  const heard = turnAt(turns, playedMs);
  const booked = bookedBefore(turns, bookedAtMs);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const item = box?.children[heard];
    if (!box || !(item instanceof HTMLElement)) return;
    // Within its own box: the page does not move under somebody's hand.
    box.scrollTop = item.offsetTop - box.offsetTop - box.clientHeight / 3;
  }, [heard]);
  if (turns.length === 0)
    return (
      <Section title={words.transcript}>
        <Text style={{ whiteSpace: 'pre-wrap' }} c={text ? undefined : 'dimmed'}>
          {text ?? words.noTranscript}
        </Text>
      </Section>
    );
  return (
    <Section title={words.transcript}>
      {onWish && (
        <PlayStrip
          isPlaying={isPlaying}
          playedMs={playedMs ?? 0}
          onToggle={() => onWish(isPlaying ? { isPause: true } : { playFromMs: playedMs ?? 0 })}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled by the keyboard, too */}
      <ol className={classes.list} ref={list} tabIndex={0} aria-label={words.transcript}>
        {turns.map((turn, place) => (
          // What is said twice is told apart by its place alone.
          <li key={`${place} ${turn.startMs}`} aria-current={place === heard ? 'true' : undefined}>
            <Stack gap={4}>
              {place === booked && (
                <Badge variant="default" mt={4}>
                  {words.bookedHere}
                </Badge>
              )}
              <TurnText
                turn={turn}
                isHeard={place === heard}
                onSeek={onWish && ((playFromMs) => onWish({ playFromMs }))}
              />
            </Stack>
          </li>
        ))}
      </ol>
    </Section>
  );
};
