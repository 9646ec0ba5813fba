import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { useMessages } from '../../ui/use-messages.ts';

/** What somebody else has saved while this was typed, to be kept or replaced by who has seen it. */
export const Meanwhile = ({
  facts,
  onTop,
  onTheirs,
}: {
  facts: readonly Fact[];
  onTop(): void;
  onTheirs(): void;
}) => {
  const { settings: words } = useMessages();
  return (
    <Alert role="alert" color="orange" variant="outline">
      <Stack gap="sm">
        <Text fw={600}>{words.meanwhileTitle}</Text>
        <Text size="sm">{words.meanwhile}</Text>
        <Facts facts={facts} />
        <Group gap="xs">
          <Button size="xs" onClick={onTop}>
            {words.saveOnTop}
          </Button>
          <Button size="xs" variant="default" onClick={onTheirs}>
            {words.takeTheirs}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
};
