import { Group, Text } from '@mantine/core';
import { formatCents, formatDay } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Billing } from './billing.ts';

export const NextInvoice = ({
  next,
  zone,
}: {
  readonly next: Billing['nextInvoice'];
  readonly zone: string;
}) => {
  const { billing: words } = useMessages();
  return (
    <Section title={words.nextTitle}>
      {next ? (
        <>
          <Text c="dimmed">{words.nextOn(formatDay(next.at, zone))}</Text>
          <Group justify="space-between">
            <Text>{words.nextBase}</Text>
            <Text fw={600} className="tabular">
              {formatCents(next.baseCents)}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {words.nextFees}
          </Text>
        </>
      ) : (
        <Text c="dimmed">{words.nextNone}</Text>
      )}
    </Section>
  );
};
