import { Text } from '@mantine/core';
import { formatLength } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import classes from './waveform.module.css';

const HEIGHT = 64;

/** How loud a recording is from beginning to end; a slider lies over it, for the mouse, a finger and the keyboard. */
export const Waveform = ({
  peaks = [],
  atMs,
  lengthMs,
  bookedAtMs,
  onMove,
}: {
  readonly peaks?: readonly number[] | undefined;
  readonly atMs: number;
  readonly lengthMs: number;
  readonly bookedAtMs: number | undefined;
  readonly onMove: (ms: number) => void;
}) => {
  const { calls: words } = useMessages();
  const played = lengthMs > 0 ? atMs / lengthMs : 0;
  const booked = bookedAtMs !== undefined && lengthMs > 0 ? bookedAtMs / lengthMs : undefined;
  const bars = peaks.map((peak, place) => {
    const half = Math.max(1, (peak / 100) * (HEIGHT / 2 - 2));
    return `M${place + 0.5} ${HEIGHT / 2 - half}V${HEIGHT / 2 + half}`;
  });
  const heard = Math.round(played * bars.length);
  return (
    <div className={classes.frame}>
      {peaks.length > 0 ? (
        <svg
          className={classes.picture}
          viewBox={`0 0 ${peaks.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden
          focusable="false"
        >
          <path className={classes.toCome} d={bars.slice(heard).join('')} />
          <path className={classes.heard} d={bars.slice(0, heard).join('')} />
          {booked !== undefined && (
            <path className={classes.booked} d={`M${booked * peaks.length} 0V${HEIGHT}`} />
          )}
        </svg>
      ) : (
        <Text size="xs" c="dimmed">
          {words.noWaveform}
        </Text>
      )}
      <input
        type="range"
        className={classes.slider}
        aria-label={words.position}
        aria-valuetext={words.at(formatLength(atMs), formatLength(lengthMs))}
        min={0}
        max={Math.max(1, Math.round(lengthMs))}
        step={1000}
        value={Math.round(atMs)}
        onChange={({ currentTarget: { value } }) => onMove(Number(value))}
      />
      {booked !== undefined && (
        <Text
          size="xs"
          className={classes.bookedWord}
          style={{ insetInlineStart: `${Math.min(85, booked * 100)}%` }}
        >
          {words.bookedHere}
        </Text>
      )}
    </div>
  );
};
