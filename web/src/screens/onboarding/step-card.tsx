import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconCircle,
  IconCircleCheck,
  IconCircleMinus,
  IconClock,
  IconExclamationCircle,
  IconPointFilled,
} from '@tabler/icons-react';
import { useBusiness, useRole } from '../../app/business.ts';
import { formatDay, formatInstant, formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { isOver, type Onboarding, type Step } from './onboarding-query.ts';
import { StepAction } from './step-action.tsx';
import { type Standing, standingOf, vendorOf } from './step-standing.ts';

const SHOWN: { readonly [Name in Standing]: { readonly icon: typeof IconClock; readonly color: string } } = {
  done: { icon: IconCircleCheck, color: 'green' },
  skipped: { icon: IconCircleMinus, color: 'gray' },
  undone: { icon: IconCircleMinus, color: 'gray' },
  later: { icon: IconCircle, color: 'gray' },
  todo: { icon: IconPointFilled, color: 'blue' },
  working: { icon: IconClock, color: 'blue' },
  waiting: { icon: IconClock, color: 'blue' },
  yours: { icon: IconPointFilled, color: 'blue' },
  stuck: { icon: IconExclamationCircle, color: 'red' },
};

const Facts = ({ step }: { readonly step: Step }) => {
  const { onboarding: words } = useMessages();
  const { zone } = useBusiness();
  const vendor = isOver(step) ? undefined : vendorOf(words, step);
  const lines = [
    ...(step.detail !== undefined && !isOver(step) ? [words.vendorSays(step.detail)] : []),
    ...(vendor !== undefined ? [vendor, words.waitsForUs] : []),
    ...(vendor !== undefined && step.looksAgainAt !== undefined
      ? [words.looksAgain(formatInstant(step.looksAgainAt, zone))]
      : []),
    ...(step.name === 'number' && step.number !== undefined
      ? [words.number.yours(formatPhone(step.number))]
      : []),
    ...(step.name === 'subscription' && step.trialEndsAt !== undefined
      ? [words.subscription.trialEnds(formatDay(step.trialEndsAt, zone))]
      : []),
  ];
  return lines.map((line) => (
    <Text key={line} size="sm" c="dimmed">
      {line}
    </Text>
  ));
};

/** One step: how it stands, what is missing and why, who is waited for, and what can be done now. */
export const StepCard = ({
  step,
  onboarding,
  isCurrent,
}: {
  readonly step: Step;
  readonly onboarding: Onboarding;
  readonly isCurrent: boolean;
}) => {
  const { onboarding: words } = useMessages();
  const isOwner = useRole() === 'owner';
  const standing = standingOf(words, step);
  const { icon: Icon, color } = SHOWN[standing];
  const mayAct = isOwner && onboarding.state !== 'closing' && onboarding.state !== 'closed';
  return (
    <Card
      component="li"
      withBorder
      p="md"
      aria-current={isCurrent ? 'step' : undefined}
      style={isCurrent ? { borderColor: 'var(--mantine-primary-color-filled)' } : undefined}
    >
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Icon
              size={22}
              aria-hidden
              color={`var(--mantine-color-${color}-text)`}
              style={{ flexShrink: 0 }}
            />
            <Title order={2} size="h5">
              {step.title}
            </Title>
          </Group>
          <Badge variant="default" style={{ flexShrink: 0 }}>
            {words.state[standing]}
          </Badge>
        </Group>
        {step.state !== 'done' && (
          <Text size="sm" aria-live="polite">
            {step.says}
          </Text>
        )}
        {!isOwner && standing === 'yours' && (
          <Text size="sm" c="dimmed">
            {words.owner}
          </Text>
        )}
        <Facts step={step} />
        {mayAct && <StepAction step={step} onboarding={onboarding} />}
      </Stack>
    </Card>
  );
};
