import { Box, Text } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import type { Messages } from '../../messages/messages.ts';
import { useMessages } from '../../ui/use-messages.ts';
import classes from './turn.module.css';
import type { Turn } from './use-rehearsal.ts';

type ToolUse = Extract<Turn, { kind: 'tool' }>;
type Answer = {
  readonly ok?: boolean;
  readonly code?: string;
  readonly local?: string;
  readonly slots?: readonly { readonly local: string }[];
};

const answerOf = ({ answered }: ToolUse): Answer => {
  try {
    return JSON.parse(answered) as Answer;
  } catch {
    return {};
  }
};

const toolWords = (use: ToolUse, { tryAgent, calls }: Messages): string => {
  const { ok, code = 'internal', local = '', slots = [] } = answerOf(use);
  if (!ok) return `${calls.tool(use.name)}: ${calls.toolAnswer(code)}`;
  if (use.name === 'lookup_availability') return tryAgent.found(slots.map((slot) => slot.local));
  return use.name === 'book_appointment' ? tryAgent.booked(local) : tryAgent.texted;
};

/** What was said, or what the agent did meanwhile. */
export const TurnOf = ({ turn }: { readonly turn: Turn }) => {
  const messages = useMessages();
  const { tryAgent: words } = messages;
  if (turn.kind === 'tool')
    return (
      <Text size="sm" c="dimmed" className={classes.tool}>
        <IconTool size={14} aria-hidden /> {toolWords(turn, messages)}
      </Text>
    );
  const isCaller = turn.by === 'caller';
  return (
    <Box className={classes.said} data-caller={isCaller || undefined}>
      <Text span display="block" size="xs" c="dimmed">
        {isCaller ? words.you : words.agent}
      </Text>
      <Text span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {turn.words}
      </Text>
    </Box>
  );
};
