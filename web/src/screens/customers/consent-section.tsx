import { Group, Stack, Text } from '@mantine/core';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';

type CustomerStory = Awaited<ReturnType<OwnerApi['showCustomer']>>;

/** As a proof names it: with its year. */
const WITH_YEAR = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
} as const;

/** What they have said of all texts of this business, and how we know. */
const Word = ({ consent }: Pick<CustomerStory, 'consent'>) => {
  const { consent: words } = useMessages().customers;
  const { zone } = useBusiness();
  if (!consent) return <Text>{words.nothing}</Text>;
  const { state, since, writtenAt } = consent;
  const when = (instant: string) => formatInstant(instant, zone, WITH_YEAR);
  return (
    <>
      <Text fw={600}>
        {writtenAt === undefined ? words.told[state](when(since)) : words.written[state](when(writtenAt))}
      </Text>
      <Text size="sm">{words.means[state]}</Text>
      {writtenAt !== undefined && when(since) !== when(writtenAt) && (
        <Text size="sm" c="dimmed">
          {words.since(when(since))}
        </Text>
      )}
    </>
  );
};

const Agreed = ({
  agreement,
  story,
}: {
  readonly agreement: CustomerStory['agreements'][number];
  readonly story: CustomerStory;
}) => {
  const { consent: words } = useMessages().customers;
  const { zone } = useBusiness();
  const at = `/b/${useBusinessId()}`;
  const { appointmentId, callId, ground } = agreement;
  const appointment = story.appointments.find(({ id }) => id === appointmentId);
  const from = story.calls.find(({ id }) => id === callId)?.from;
  return (
    <li>
      <Text size="sm" fw={600}>
        {words.ground[ground](formatInstant(agreement.at, zone, WITH_YEAR))}
      </Text>
      <Text size="sm">{words.grounds[ground]}</Text>
      {from !== undefined && from !== story.customer.phone && (
        <Text size="sm">{words.otherPhone(formatPhone(from))}</Text>
      )}
      <Group gap="sm">
        {callId !== undefined && (
          <Go to={`${at}/calls/${callId}`} size="sm">
            {words.call}
          </Go>
        )}
        {appointment && (
          <Go to={`${at}/appointments/${appointmentId}`} size="sm">
            {words.appointment(
              appointment.serviceName,
              formatInstant(appointment.startsAt, appointment.zone, WITH_YEAR),
            )}
          </Go>
        )}
      </Group>
    </li>
  );
};

/** What may be texted to a customer, with the record that each of it stands on. */
export const ConsentSection = ({ story }: { readonly story: CustomerStory }) => {
  const { consent: words } = useMessages().customers;
  const { agreements, consent } = story;
  return (
    <Section title={words.title}>
      <div>
        <Word consent={consent} />
      </div>
      {agreements.length === 0 ? (
        <Text c="dimmed">{words.noAgreements}</Text>
      ) : (
        <>
          <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
            {agreements.map((agreement) => (
              <Agreed key={agreement.appointmentId} agreement={agreement} story={story} />
            ))}
          </Stack>
          <Text size="sm" c="dimmed">
            {words.covers}
          </Text>
        </>
      )}
    </Section>
  );
};
