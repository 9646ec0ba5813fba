import { Alert, Badge, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatCents, formatDay } from '../../ui/format.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Billing } from './billing.ts';

const Portal = () => {
  const { billing: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const open = useMutation({
    mutationFn: () => owner.openBillingPortal({ path: { businessId } }),
    // Stripe's page leads back here.
    onSuccess: ({ url }) => window.location.assign(url),
  });
  return (
    <>
      {open.error && <Problem error={open.error} />}
      <Group>
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
          {words.portal}
        </Button>
      </Group>
    </>
  );
};

export const Plan = ({ plan, zone }: { readonly plan: Billing['plan']; readonly zone: string }) => {
  const { billing: words } = useMessages();
  const { subscription, served, trialEndsAt, pastDueSince, graceUntil, endsAt, card } = plan;
  return (
    <Section
      title={words.planTitle}
      actions={<Badge variant="default">{words.subscription[subscription]}</Badge>}
    >
      <Text>{words.price(formatCents(plan.monthlyCents), formatCents(plan.bookingFeeCents))}</Text>
      {served === 'degraded' && (
        <Alert color="red" variant="outline">
          {words.degraded}
        </Alert>
      )}
      {pastDueSince && (
        <Alert color="orange" variant="outline">
          {words.pastDue(formatDay(pastDueSince, zone))}{' '}
          {graceUntil && served === 'full' && words.graceUntil(formatDay(graceUntil, zone))}
        </Alert>
      )}
      {trialEndsAt && <Text size="sm">{words.trialUntil(formatDay(trialEndsAt, zone))}</Text>}
      {endsAt && <Text size="sm">{words.endsAt(formatDay(endsAt, zone))}</Text>}
      {card && (
        <Text size="sm" c="dimmed">
          {words.card(card.brand, card.last4, card.expiryMonth, card.expiryYear)}
        </Text>
      )}
      <Portal />
    </Section>
  );
};
