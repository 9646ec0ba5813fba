import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconConfetti, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { businessQuery, useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { WholePhones } from '../../ui/whole-phones.tsx';
import { isOver, lookAgainMs, type Onboarding, onboardingQuery } from './onboarding-query.ts';
import { StepCard } from './step-card.tsx';
import { standingOf } from './step-standing.ts';
import { useSaying } from './use-saying.ts';

const Begin = () => {
  const { onboarding: words } = useMessages();
  const isOwner = useRole() === 'owner';
  const begin = useSaying((api, path) => api.startOnboarding({ path }));
  return (
    <Empty title={words.startTitle} why={isOwner ? words.startText : words.startStaff}>
      {begin.error && <Problem error={begin.error} />}
      {isOwner && (
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {words.start}
        </Button>
      )}
    </Empty>
  );
};

const LineIsUp = ({ onboarding }: { readonly onboarding: Onboarding }) => {
  const words = useMessages().onboarding.live;
  const { id: businessId, zone } = useBusiness();
  const number = onboarding.steps.find(({ name }) => name === 'number')?.number;
  const isTextingOver = onboarding.steps.some((step) => step.name === 'texting' && isOver(step));
  return (
    <Alert
      role="status"
      color="green"
      variant="outline"
      title={words.title}
      icon={<IconConfetti aria-hidden />}
    >
      <Stack gap="xs">
        {number !== undefined && (
          <Text size="sm">
            <WholePhones>{words.text(formatPhone(number))}</WholePhones>
          </Text>
        )}
        {onboarding.liveAt !== undefined && (
          <Text size="sm" c="dimmed">
            {words.since(formatInstant(onboarding.liveAt, zone))}
          </Text>
        )}
        {!isTextingOver && <Text size="sm">{words.textingLater}</Text>}
        <Group gap="sm">
          <Button component={Link} to={`/b/${businessId}`} size="xs">
            {words.home}
          </Button>
          {number !== undefined && (
            <Button
              component="a"
              href={`tel:${number}`}
              size="xs"
              variant="default"
              leftSection={<IconPhone size={14} aria-hidden />}
            >
              {words.call}
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
};

const Checklist = ({ onboarding }: { readonly onboarding: Onboarding }) => {
  const { onboarding: words } = useMessages();
  const isOwner = useRole() === 'owner';
  const { steps, state } = onboarding;
  const over = steps.filter(isOver).length;
  const isClosing = state === 'closing' || state === 'closed';
  const current = steps.find((step) => ['stuck', 'yours'].includes(standingOf(words, step)));
  return (
    <Stack gap="md">
      {isClosing ? (
        <Alert role="status" color="orange" variant="outline" title={words.closingTitle}>
          {words.closing}
        </Alert>
      ) : (
        <>
          {state === 'live' && <LineIsUp onboarding={onboarding} />}
          {state === 'open' && <Text>{isOwner ? words.lead : words.leadStaff}</Text>}
          <Stack gap={4}>
            <Text size="sm" role="status">
              {words.progress(over, steps.length)}
            </Text>
            <Progress value={(over / steps.length) * 100} aria-label={words.progress(over, steps.length)} />
          </Stack>
        </>
      )}
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }} aria-label={words.steps}>
        {steps.map((step) => (
          <StepCard key={step.name} step={step} onboarding={onboarding} isCurrent={step === current} />
        ))}
      </Stack>
    </Stack>
  );
};

/** How far a business has come on its way to a line that answers, and the way on. */
export const OnboardingScreen = () => {
  const { app } = useMessages();
  const means = useMeans();
  const businessId = useBusinessId();
  const query = useQuery({
    ...onboardingQuery(means, businessId),
    refetchInterval: ({ state }) => lookAgainMs(state.data),
  });
  const isLive = query.data?.state === 'live';
  // A line that is up changes what other screens say of the business.
  useEffect(() => {
    if (isLive) void means.queries.invalidateQueries({ queryKey: businessQuery(means, businessId).queryKey });
  }, [isLive, means, businessId]);
  return (
    <Page title={app.screens.onboarding}>
      <Loaded query={query} rows={10}>
        {(onboarding) => (onboarding === null ? <Begin /> : <Checklist onboarding={onboarding} />)}
      </Loaded>
    </Page>
  );
};
