import { ActionIcon, Group, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { formatLength } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import classes from './transcript.module.css';

/** On a phone the player is out of sight where the words are long: its button goes along with them. */
export const PlayStrip = ({
  isPlaying,
  playedMs,
  onToggle,
}: {
  readonly isPlaying: boolean;
  readonly playedMs: number;
  readonly onToggle: () => void;
}) => {
  const { calls: words } = useMessages();
  return (
    <Group gap="sm" hiddenFrom="sm" className={classes.strip}>
      <ActionIcon
        size="xl"
        radius="xl"
        variant="filled"
        onClick={onToggle}
        aria-label={isPlaying ? words.pause : words.play}
      >
        {isPlaying ? <IconPlayerPauseFilled aria-hidden /> : <IconPlayerPlayFilled aria-hidden />}
      </ActionIcon>
      <Text className="tabular" size="sm">
        {formatLength(playedMs)}
      </Text>
    </Group>
  );
};
