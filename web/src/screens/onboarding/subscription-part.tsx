import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useBusiness } from '../../app/business.ts';
import { formatInstant } from '../../ui/format.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Step } from './onboarding-query.ts';
import { useSaying } from './use-saying.ts';

/** A page of Stripe's (of its simulator, on this machine): nothing else that stands in an answer is gone to. */
const pageOf = (url: string | undefined): string | undefined => {
  const page = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  const isHere = page?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(page.hostname);
  return page?.protocol === 'https:' || isHere ? page?.href : undefined;
};

/** The way to Stripe's checkout and back. */
export const SubscriptionPart = ({ step }: { readonly step: Step }) => {
  const words = useMessages().onboarding.subscription;
  const { zone } = useBusiness();
  const { checkout, session_id: session } = useSearch({ from: '/signed-in/b/$businessId/onboarding' });
  const again = useSaying((api, path) => api.openCheckout({ path }));
  const page = pageOf(step.checkoutUrl);
  return (
    <Stack gap="sm">
      {checkout === 'cancelled' && (
        <Alert role="status" color="yellow" variant="outline">
          {words.cancelled}
        </Alert>
      )}
      {session !== undefined && step.state !== 'stuck' && (
        <Alert role="status" color="blue" variant="outline">
          {words.returned}
        </Alert>
      )}
      {step.trialDays !== undefined && step.trialDays > 0 && (
        <Text size="sm">{words.trial(step.trialDays)}</Text>
      )}
      {again.error && <Problem error={again.error} />}
      <Group gap="sm">
        {page !== undefined && step.state !== 'stuck' && (
          <Button
            rightSection={<IconExternalLink size={16} aria-hidden />}
            onClick={() => window.location.assign(page)}
          >
            {words.open}
          </Button>
        )}
        {step.problem === 'checkout_expired' && (
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {words.again}
          </Button>
        )}
      </Group>
      {page !== undefined && (
        <Text size="sm" c="dimmed">
          {words.stripe}
          {step.expiresAt !== undefined && ` ${words.until(formatInstant(step.expiresAt, zone))}`}
        </Text>
      )}
    </Stack>
  );
};
