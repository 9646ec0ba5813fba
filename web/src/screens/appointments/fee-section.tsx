import { Badge, Group, Text } from '@mantine/core';
import { useBusinessId } from '../../app/business.ts';
import { formatCents, formatLength } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { AppointmentStory } from './appointments.ts';

/** What the booking costs and what proves it, for owners. */
export const FeeSection = ({ fee }: { readonly fee: AppointmentStory['fee'] }) => {
  const { appointments } = useMessages();
  const businessId = useBusinessId();
  const words = appointments.fee;
  if (!fee)
    return (
      <Section title={words.title}>
        <Text c="dimmed">{words.none}</Text>
      </Section>
    );
  const { callId, transcriptTurn, callOffsetMs } = fee.evidence;
  const back = (fee.creditedCents ?? 0) + (fee.refundedCents ?? 0);
  return (
    <Section title={words.title}>
      <Group gap="xs">
        <Text fw={600} className="tabular">
          {formatCents(fee.amountCents)}
        </Text>
        <Badge variant="default">{words.state[fee.state]}</Badge>
      </Group>
      {fee.waivedBecause && <Text size="sm">{words.waived(fee.waivedBecause)}</Text>}
      {back > 0 && <Text size="sm">{words.reversed(formatCents(back))}</Text>}
      <Text size="sm">
        {words.evidence}: <Go to={`/b/${businessId}/calls/${callId}`}>{words.call}</Go>
        {callOffsetMs !== undefined && ` · ${words.offset(formatLength(callOffsetMs))}`}
        {transcriptTurn !== undefined && ` · ${words.turn(transcriptTurn + 1)}`}
      </Text>
    </Section>
  );
};
