import { Button, Group, Text } from '@mantine/core';
import { useBusiness } from '../app/business.ts';
import { formatInstant } from './format.ts';
import { useMessages } from './use-messages.ts';

const WHEN = { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;

/** Which time a list is narrowed to by its address, where it is, and the way out of that. */
export const SpanShown = ({
  from,
  until,
  onClear,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly onClear: () => void;
}) => {
  const { app } = useMessages();
  const { zone } = useBusiness();
  // Somebody may have written it by hand: what is no moment the API refuses.
  const say = (at: string | undefined) =>
    at === undefined || Number.isNaN(Date.parse(at)) ? at : formatInstant(at, zone, WHEN);
  if (from === undefined && until === undefined) return null;
  return (
    <Group gap="sm">
      <Text size="sm">{app.span(say(from), say(until))}</Text>
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {app.clearSpan}
      </Button>
    </Group>
  );
};
