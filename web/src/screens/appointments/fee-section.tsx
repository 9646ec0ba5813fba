import { Badge, Group, Text } from '@mantine/core';
import { useBusinessId } from '../../app/business.ts';
import { formatCents, formatLength } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { standingOf } from '../billing/fee-states.ts';
import type { AppointmentStory } from './appointments.ts';

/** The moment in which it was booked, so that the bill shows this fee and no other. */
const momentOf = (at: string) => ({ from: at, until: new Date(Date.parse(at) + 1).toISOString() });

/** What the booking costs and what proves it, for owners. */
export const FeeSection = ({ fee }: { readonly fee: AppointmentStory['fee'] }) => {
  const { appointments, billing } = useMessages();
  const businessId = useBusinessId();
  const words = appointments.fee;
  if (!fee)
    return (
      <Section title={words.title}>
        <Text c="dimmed">{words.none}</Text>
      </Section>
    );
  const { callId, transcriptTurn, callOffsetMs } = fee.evidence;
  const back = fee.givenBackCents;
  return (
    <Section title={words.title}>
      <Group gap="xs">
        <Text fw={600} className="tabular">
          {formatCents(fee.amountCents)}
        </Text>
        <Badge variant="default">{billing.feeStates[standingOf(fee)]}</Badge>
      </Group>
      {fee.waivedBecause && <Text size="sm">{words.waived(fee.waivedBecause)}</Text>}
      {back > 0 && <Text size="sm">{words.reversed(formatCents(back))}</Text>}
      <Text size="sm">
        {words.evidence}: <Go to={`/b/${businessId}/calls/${callId}`}>{words.call}</Go>
        {callOffsetMs !== undefined && ` · ${words.offset(formatLength(callOffsetMs))}`}
        {transcriptTurn !== undefined && ` · ${words.turn(transcriptTurn + 1)}`}
      </Text>
      {fee.contestableUntil && (
        <Text size="sm">
          <Go to={`/b/${businessId}/billing`} search={momentOf(fee.createdAt)}>
            {billing.contest}
          </Go>
        </Text>
      )}
    </Section>
  );
};
