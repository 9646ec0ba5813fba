import { Anchor, Badge, Button, Card, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { businessQuery, useMe } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useMessages } from '../../ui/use-messages.ts';

type Membership = NonNullable<ReturnType<typeof useMe>['data']>['memberships'][number];

const Businesses = ({ memberships }: { readonly memberships: readonly Membership[] }) => {
  const { home } = useMessages();
  const means = useMeans();
  const named = useQueries({
    queries: memberships.map(({ businessId }) => businessQuery(means, businessId)),
  });
  return (
    <Stack component="ul" gap="sm" p={0} style={{ listStyle: 'none' }}>
      {memberships.map(({ businessId, role }, place) => (
        <li key={businessId}>
          <Card withBorder>
            <Group justify="space-between">
              <Anchor component={Link} to={`/b/${businessId}`} fw={600}>
                {named[place]?.data?.name ?? businessId}
              </Anchor>
              <Badge variant="default">{home.role[role]}</Badge>
            </Group>
          </Card>
        </li>
      ))}
    </Stack>
  );
};

/** Which business: nobody is asked who has but one. */
export const BusinessesScreen = () => {
  const { home, app } = useMessages();
  const { session } = useMeans();
  const me = useMe();
  return (
    <Container component="main" size="xs" py="xl">
      <Loaded query={me} rows={2}>
        {({ memberships }) => {
          const [first, second] = memberships;
          if (first && !second)
            return <Navigate to="/b/$businessId" params={{ businessId: first.businessId }} replace />;
          if (!first)
            return (
              <Empty title={home.noBusinessTitle} why={home.noBusinessText} isPage>
                <Button component={Link} to="/open">
                  {home.openBusiness}
                </Button>
                <Button component={Link} to="/join" variant="default">
                  {home.enterCode}
                </Button>
              </Empty>
            );
          return (
            <Stack>
              <Group justify="space-between">
                <Title order={1} size="h2">
                  {home.businessesTitle}
                </Title>
                <Button component={Link} to="/open" variant="default">
                  {home.openBusiness}
                </Button>
              </Group>
              <Businesses memberships={memberships} />
            </Stack>
          );
        }}
      </Loaded>
      <Text ta="center" mt="lg">
        <Button variant="subtle" size="sm" onClick={() => void session.end()}>
          {app.signOut}
        </Button>
      </Text>
    </Container>
  );
};
