import { Anchor, Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatInstant, formatLength, formatPhone } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { isNotThere } from '../../ui/is-not-there.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { AppointmentLine } from '../appointments/appointment-line.tsx';
import { TextList } from '../appointments/text-list.tsx';
import { ConsentSection } from './consent-section.tsx';

type CustomerStory = Awaited<ReturnType<OwnerApi['showCustomer']>>;
type CustomerId = CustomerStory['customer']['id'];

const WITH_YEAR = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
} as const;

const Calls = ({ calls }: Pick<CustomerStory, 'calls'>) => {
  const { customers: words } = useMessages();
  const { zone } = useBusiness();
  const at = `/b/${useBusinessId()}/calls`;
  return (
    <Section title={words.calls}>
      {calls.length === 0 ? (
        <Text c="dimmed">{words.noCalls}</Text>
      ) : (
        <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
          {calls.map(({ id, startedAt, durationMs, summary }) => (
            <li key={id}>
              <Go to={`${at}/${id}`} fw={600}>
                {words.call(startedAt === undefined ? id : formatInstant(startedAt, zone))}
              </Go>
              {durationMs !== undefined && (
                <Text span size="sm" c="dimmed">
                  {' '}
                  · {words.length(formatLength(durationMs))}
                </Text>
              )}
              {summary && <Text size="sm">{summary}</Text>}
            </li>
          ))}
        </Stack>
      )}
    </Section>
  );
};

const Story = ({ story }: { readonly story: CustomerStory }) => {
  const { customers: words } = useMessages();
  const { zone } = useBusiness();
  const { customer, names, calls, appointments, texts } = story;
  const { name, phone, firstAt, lastAt } = customer;
  const address = appointments.find(({ customer: one }) => one.address !== undefined)?.customer.address;
  const known = { phone, ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  return (
    <Page
      title={name ?? formatPhone(phone)}
      actions={
        <Button component={Link} to={`/b/${useBusinessId()}/appointments/new`} search={known as never}>
          {words.newAppointment}
        </Button>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack>
          <Section title={words.facts}>
            <Facts
              facts={[
                [
                  words.phone,
                  <Anchor key="phone" href={`tel:${phone}`}>
                    {formatPhone(phone)}
                  </Anchor>,
                ],
                names.length > 1 && [words.names, names.join(', ')],
                [words.first, formatInstant(firstAt, zone, WITH_YEAR)],
                [words.lastAt, formatInstant(lastAt, zone, WITH_YEAR)],
              ]}
            />
          </Section>
          <Section title={words.appointments}>
            {appointments.length === 0 ? (
              <Text c="dimmed">{words.noAppointments}</Text>
            ) : (
              <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
                {appointments.map((appointment) => (
                  <li key={appointment.id}>
                    <AppointmentLine appointment={appointment} />
                  </li>
                ))}
              </Stack>
            )}
          </Section>
        </Stack>
        <Stack>
          <ConsentSection story={story} />
          <Calls calls={calls} />
          <TextList texts={texts} />
        </Stack>
      </SimpleGrid>
    </Page>
  );
};

export const CustomerScreen = () => {
  const { customers: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const { customerId } = useParams({ from: '/signed-in/b/$businessId/customers/$customerId' });
  const query = useQuery({
    queryKey: [businessId, 'customers', 'one', customerId],
    queryFn: () => owner.showCustomer({ path: { businessId, customerId: customerId as CustomerId } }),
  });
  if (isNotThere(query.error))
    return (
      <Empty title={words.missing} why={words.missingWhy} isPage>
        <Button component={Link} to={`/b/${businessId}/customers`} variant="default">
          {words.backToAll}
        </Button>
      </Empty>
    );
  return <Loaded query={query}>{(story) => <Story story={story} />}</Loaded>;
};
