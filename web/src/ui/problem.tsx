import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiProblem } from '../../../functions/contracts/api/client.ts';
import { isSaid, problemWords } from './problem-words.ts';
import { useMessages } from './use-messages.ts';

/** Says what happened and offers to try it again. `onRetry`: left out where trying again is the form's own button. */
export const Problem = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) => {
  const messages = useMessages();
  const problem = error instanceof ApiProblem ? error : undefined;
  // Who is told plainly what to do needs no code; whoever has to write to us does.
  const isToBeNamed = problem && !(problem.status < 500 && isSaid(problem, messages));
  return (
    <Alert role="alert" color="red" variant="outline" icon={<IconAlertTriangle aria-hidden />}>
      <Text size="sm">{problemWords(error, messages)}</Text>
      {isToBeNamed && (
        <Text size="xs" c="dimmed">
          {[
            messages.app.code(problem.code ?? String(problem.status)),
            ...(problem.requestId ? [messages.app.request(problem.requestId)] : []),
          ].join(' · ')}
        </Text>
      )}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            {messages.app.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
};
