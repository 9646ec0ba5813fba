import { Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatCents, formatDay, formatInstant, formatLength } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import type { Fee } from './billing.ts';
import { ContestForm } from './contest-form.tsx';
import { standingOf } from './fee-states.ts';

const Contest = ({ contest }: { readonly contest: NonNullable<Fee['contest']> }) => {
  const { billing: words } = useMessages();
  const { state, decidedBecause, back, decisionWords } = contest;
  const { zone } = useBusiness();
  return (
    <Stack gap={2} role="status">
      <Text size="sm" fw={600}>
        {words.contestStates[state]}
      </Text>
      <Text size="sm" c="dimmed">
        {[words.reasons[contest.reason], words.contestedBecause(words.rules[decidedBecause])].join(' · ')}
      </Text>
      {back && (
        <Text size="sm">
          {words.amountBack(formatCents(back.cents), words.ways[back.how], formatDay(back.at, zone))}
        </Text>
      )}
      {decisionWords && (
        <Text size="sm">
          {words.operatorSays}: {decisionWords}
        </Text>
      )}
    </Stack>
  );
};

/** One booking fee: what it is for, what proves it, and how to say that it is not due. */
export const FeeCard = ({ fee }: { readonly fee: Fee }) => {
  const { billing: words } = useMessages();
  const { zone } = useBusiness();
  const businessId = useBusinessId();
  const [isContesting, setIsContesting] = useState(false);
  const { booking, evidence, contest, contestableUntil, notContestable, waivedBecause, chargedAt } = fee;
  const what = booking
    ? `${booking.serviceName}, ${booking.customerName}, ${formatInstant(booking.startsAt, zone)}`
    : formatInstant(fee.createdAt, zone);
  return (
    <Card withBorder padding="sm">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Text fw={600}>{what}</Text>
          <Group gap="xs">
            <Text fw={600} className="tabular">
              {formatCents(fee.amountCents)}
            </Text>
            <Badge variant="default">{words.feeStates[standingOf(fee)]}</Badge>
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {words.booked(formatDay(fee.createdAt, zone))}
          {chargedAt && ` · ${words.charged(formatDay(chargedAt, zone))}`}
        </Text>
        {waivedBecause && (
          <Text size="sm" c="dimmed">
            {words.waivedBecause(waivedBecause)}
          </Text>
        )}
        <Text size="sm">
          {words.evidence}:{' '}
          {evidence.callOffsetMs !== undefined && `${words.heardAt(formatLength(evidence.callOffsetMs))} · `}
          <Anchor component={Link} to={`/b/${businessId}/calls/${evidence.callId}`} size="sm">
            {words.toCall}
          </Anchor>
          {' · '}
          <Anchor component={Link} to={`/b/${businessId}/appointments/${fee.appointmentId}`} size="sm">
            {words.toAppointment}
          </Anchor>
        </Text>
        <Text size="sm" c="dimmed">
          {words.told}: “{evidence.toolResult}”
        </Text>
        {contest && <Contest contest={contest} />}
        {contestableUntil && !isContesting && (
          <Group>
            <Button variant="default" size="xs" onClick={() => setIsContesting(true)}>
              {words.contest}
            </Button>
          </Group>
        )}
        {isContesting && !contest && (
          <ContestForm fee={fee} what={what} onDone={() => setIsContesting(false)} />
        )}
        {!contest && notContestable && (
          <Text size="xs" c="dimmed">
            {words.notContestable[notContestable]}
          </Text>
        )}
      </Stack>
    </Card>
  );
};
