import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { ForwardingPart } from './forwarding-part.tsx';
import { AreaForm, NumberToCall } from './number-part.tsx';
import type { Onboarding, Step } from './onboarding-query.ts';
import { ProfileForm } from './profile-form.tsx';
import { ProofForm } from './proof-form.tsx';
import { SenderForm } from './sender-form.tsx';
import { ServicesPart } from './services-part.tsx';
import { mayBeTriedAgain } from './step-standing.ts';
import { SubscriptionPart } from './subscription-part.tsx';
import { TextingPart } from './texting-part.tsx';
import { useSaying } from './use-saying.ts';

const TestCall = ({ step }: { readonly step: Step }) => {
  const words = useMessages().onboarding.call;
  if (step.number === undefined || step.state !== 'waiting') return null;
  return (
    <Stack gap="xs">
      <NumberToCall number={step.number} />
      <Group gap="xs" wrap="nowrap">
        <Loader size="xs" aria-hidden />
        <Text size="sm" role="status">
          {words.listening}
        </Text>
      </Group>
    </Stack>
  );
};

/** What the step itself asks for. */
const Asked = ({ step }: { readonly step: Step }) => {
  switch (step.name) {
    case 'profile':
      return <ProfileForm />;
    case 'proof':
      return <ProofForm step={step} />;
    case 'services':
      return <ServicesPart />;
    case 'subscription':
      return <SubscriptionPart step={step} />;
    case 'number':
      return step.state === 'stuck' ? <AreaForm /> : null;
    case 'texting':
      return <TextingPart step={step} />;
    case 'forwarding':
      return <ForwardingPart step={step} />;
    case 'test-call':
      return <TestCall step={step} />;
    default:
      return null;
  }
};

/** What is done once may be said anew: who is called, until the phone is proven; what was left out. */
const Reopened = ({ step, onboarding }: { readonly step: Step; readonly onboarding: Onboarding }) => {
  const { onboarding: words, app } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  const isProven = onboarding.steps.some(({ name, state }) => name === 'proof' && state === 'done');
  const isProfile = step.name === 'profile' && step.state === 'done' && !isProven;
  if (!isProfile && step.state !== 'skipped') return null;
  if (!isOpen)
    return (
      <Group>
        <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
          {isProfile ? words.change : words.takeUp}
        </Button>
      </Group>
    );
  return (
    <Stack gap="sm">
      {isProfile && <ProfileForm onSaid={() => setIsOpen(false)} />}
      {step.name === 'texting' && <SenderForm onSent={() => setIsOpen(false)} />}
      {step.name === 'forwarding' && <ForwardingPart step={step} />}
      <Group>
        <Button size="xs" variant="default" onClick={() => setIsOpen(false)}>
          {app.cancel}
        </Button>
      </Group>
    </Stack>
  );
};

/** All that an owner can do about a step as it stands. */
export const StepAction = ({
  step,
  onboarding,
}: {
  readonly step: Step;
  readonly onboarding: Onboarding;
}) => {
  const { onboarding: words } = useMessages();
  const again = useSaying((api, { businessId }) => api.retryStep({ path: { businessId, step: step.name } }));
  const leaveOut = useSaying((api, { businessId }) =>
    api.leaveOut({ path: { businessId, step: step.name as 'texting' | 'forwarding' } }),
  );
  if (step.needs.length > 0) return null;
  if (step.state === 'done' || step.state === 'skipped')
    return <Reopened step={step} onboarding={onboarding} />;
  const isAsked = step.state === 'waiting' || step.state === 'stuck';
  const isAgain = mayBeTriedAgain(words, step);
  return (
    <Stack gap="sm">
      {isAsked && <Asked step={step} />}
      {again.error && <Problem error={again.error} />}
      {leaveOut.error && <Problem error={leaveOut.error} />}
      {(isAgain || step.canBeLeftOut) && (
        <Group gap="sm">
          {isAgain && (
            <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
              {step.state === 'stuck' ? words.retry : words.retryNow}
            </Button>
          )}
          {step.canBeLeftOut && (
            <Button variant="subtle" loading={leaveOut.isPending} onClick={() => leaveOut.mutate()}>
              {words.leaveOut}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
};
