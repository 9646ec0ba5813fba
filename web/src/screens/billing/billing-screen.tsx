import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Fees } from './fees.tsx';
import { Invoices } from './invoices.tsx';
import { MonthOfBilling } from './month-of-billing.tsx';
import { NextInvoice } from './next-invoice.tsx';
import { Plan } from './plan.tsx';

const isNotSubscribed = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'not_subscribed';

/** What the business pays, what comes next, and each booking fee with its proof. */
export const BillingScreen = () => {
  const { app, billing: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const billing = useQuery({
    queryKey: [businessId, 'billing'],
    queryFn: () => owner.showBilling({ path: { businessId } }),
  });
  return (
    <Page title={app.screens.billing}>
      <Stack gap="md">
        {isNotSubscribed(billing.error) ? (
          <Empty title={words.noSubscriptionTitle} why={words.noSubscriptionText}>
            <Button component={Link} to={`/b/${businessId}/onboarding`} variant="default">
              {words.toOnboarding}
            </Button>
          </Empty>
        ) : (
          <Loaded query={billing} rows={4}>
            {({ plan, nextInvoice, thisMonth, invoices }) => (
              <>
                <Plan plan={plan} zone={thisMonth.zone} />
                <NextInvoice next={nextInvoice} zone={thisMonth.zone} />
                <MonthOfBilling month={thisMonth} />
                <Fees />
                <Invoices invoices={invoices} zone={thisMonth.zone} />
              </>
            )}
          </Loaded>
        )}
      </Stack>
    </Page>
  );
};
