import { Alert, Grid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { LatestCall } from './latest-call.tsx';
import { Line } from './line.tsx';
import { Month } from './month.tsx';
import { NeedsYou } from './needs-you.tsx';
import { NextAppointments } from './next-appointments.tsx';
import { overviewQuery } from './overview.ts';
import { Today } from './today.tsx';

/** How the business stands, in one look: is the line up, what needs somebody, today, what comes next, the bill so far. */
export const HomeScreen = () => {
  const { app, home } = useMessages();
  const businessId = useBusinessId();
  const overview = useQuery(overviewQuery(useMeans(), businessId));
  return (
    <Page title={app.screens.home}>
      <Loaded query={overview} rows={6}>
        {(seen) => (
          <Stack gap="md">
            {!seen.isComplete && (
              <Alert color="orange" variant="outline">
                {home.incomplete}
              </Alert>
            )}
            <Line line={seen.line} />
            <Grid>
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Stack gap="md">
                  <NeedsYou needs={seen.needsYou} zone={seen.zone} />
                  <LatestCall zone={seen.zone} />
                  <NextAppointments appointments={seen.nextAppointments} zone={seen.zone} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Stack gap="md">
                  <Today today={seen.today} />
                  <Month month={seen.monthSoFar} zone={seen.zone} />
                </Stack>
              </Grid.Col>
            </Grid>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
};
