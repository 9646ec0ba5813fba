import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { LONGEST_REHEARSAL } from '../../../../functions/contracts/api/longest-rehearsal.ts';
import { useBusinessId } from '../../app/business.ts';
import { Empty } from '../../ui/empty.tsx';
import { Go } from '../../ui/go.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import classes from './turn.module.css';
import { TurnOf } from './turn.tsx';
import { type Turn, useRehearsal } from './use-rehearsal.ts';

const LONGEST_WORDS = 500;
/** What a caller says, and all that the agent may do until it is their turn again. */
const ROOM_FOR_A_TURN = 12;

const Turns = ({ turns, isThinking }: { readonly turns: readonly Turn[]; readonly isThinking: boolean }) => {
  const { tryAgent: words } = useMessages();
  const list = useRef<HTMLOListElement>(null);
  const latest = turns.length;
  useEffect(() => {
    // The latest is in sight, whenever there is another.
    if (list.current && latest >= 0) list.current.scrollTop = list.current.scrollHeight;
  }, [latest]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled by the keyboard, too
    <ol className={classes.turns} ref={list} tabIndex={0} aria-live="polite" aria-label={words.conversation}>
      {turns.map((turn, place) => (
        // What is said twice is told apart by its place alone.
        <li key={`${place} ${turn.kind}`}>
          <TurnOf turn={turn} />
        </li>
      ))}
      {isThinking && (
        <li>
          <Text size="sm" c="dimmed">
            {words.thinking}
          </Text>
        </li>
      )}
    </ol>
  );
};

const SayForm = ({ rehearsal }: { readonly rehearsal: ReturnType<typeof useRehearsal> }) => {
  const { tryAgent: words } = useMessages();
  const { typed, turns, isThinking, say, type } = rehearsal;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !isThinking) say(typed.trim());
  };
  const isFirst = turns.every((turn) => turn.kind === 'spoken' && turn.by === 'agent');
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        {isFirst && turns.length > 0 && (
          <Group gap="xs" role="group" aria-label={words.examplesLabel}>
            {words.examples.map((example) => (
              <Button
                key={example}
                size="xs"
                variant="default"
                disabled={isThinking}
                onClick={() => say(example)}
              >
                {example}
              </Button>
            ))}
          </Group>
        )}
        <Group align="end" wrap="nowrap">
          <TextInput
            flex={1}
            label={words.say}
            value={typed}
            maxLength={LONGEST_WORDS}
            autoComplete="off"
            onChange={(event) => type(event.currentTarget.value)}
          />
          <Button type="submit" loading={isThinking}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** The agent that answers the phone, in writing: an owner hears how it deals with a caller, and nothing comes of it. */
export const TryAgentScreen = () => {
  const { tryAgent: words, app } = useMessages();
  const businessId = useBusinessId();
  const rehearsal = useRehearsal();
  const { turns, next, ending, isThinking, error, retry, again } = rehearsal;
  if (error instanceof ApiProblem && error.code === 'agent_version_not_found')
    return (
      <Page title={app.screens.tryAgent}>
        <Empty title={words.none} why={words.noneWhy}>
          <Go to={`/b/${businessId}/onboarding`}>{words.toOnboarding}</Go>
        </Empty>
      </Page>
    );
  const isLong = turns.length + ROOM_FOR_A_TURN > LONGEST_REHEARSAL;
  const isOver = next === 'nobody' || isLong;
  return (
    <Page
      title={app.screens.tryAgent}
      actions={
        <Button variant="default" onClick={again} disabled={isThinking || turns.length === 0}>
          {words.again}
        </Button>
      }
    >
      <Text>{words.what}</Text>
      <Section title={words.conversation}>
        <Turns turns={turns} isThinking={isThinking} />
        {error && <Problem error={error} onRetry={retry} />}
        {isOver ? (
          <Text fw={600} role="status">
            {isLong && next !== 'nobody'
              ? words.tooLong
              : ending === 'put_through'
                ? words.putThrough
                : words.hungUp}
          </Text>
        ) : (
          <SayForm rehearsal={rehearsal} />
        )}
      </Section>
    </Page>
  );
};
