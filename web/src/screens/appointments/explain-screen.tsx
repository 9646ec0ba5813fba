import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { instantsAt, minutesOf } from '../../ui/wall-time.ts';
import type { ExplainedPlace } from './appointment-routes.tsx';
import { ExplainForm } from './explain-form.tsx';
import { ReasonLine } from './reason-line.tsx';

export type Explanation = Awaited<ReturnType<OwnerApi['explainTime']>>;

const BookThis = ({ search, label }: { readonly search: object; readonly label: string }) => {
  const at = `/b/${useBusinessId()}/appointments/new`;
  return (
    <Button component={Link} to={at} search={search as never} size="xs" variant="default" aria-label={label}>
      {useMessages().appointments.explained.book}
    </Button>
  );
};

/** What somebody of the business may do all the same: only what is over or taken binds them. */
const mayStill = ({ reasons }: Explanation): boolean =>
  reasons.length > 0 && reasons.every(({ code }) => code !== 'past' && code !== 'taken');

const Answer = ({ answer, crew }: { readonly answer: Explanation; readonly crew: string | undefined }) => {
  const { appointments } = useMessages();
  const words = appointments.explained;
  const { zone } = useBusiness();
  const { start, serviceId, isOffered, reasons, nearest } = answer;
  const when = formatInstant(start, zone);
  const { before, after } = nearest;
  const offered = [before, after].filter((one) => one !== undefined);
  const wanted = { service: serviceId, startsAt: start, ...(crew && { crew }) };
  return (
    <Stack role="status">
      <Section title={isOffered ? words.isOffered(when) : words.isNot(when)}>
        {isOffered ? (
          <Group>
            <Text>{words.offeredText}</Text>
            <BookThis search={wanted} label={words.bookAt(when)} />
          </Group>
        ) : (
          <List spacing="xs">
            {reasons.map((reason) => (
              <List.Item key={`${reason.code} ${reason.crewId ?? ''}`}>
                <ReasonLine reason={reason} />
              </List.Item>
            ))}
          </List>
        )}
        {mayStill(answer) && (
          <Group gap="xs">
            <Text size="sm">{words.still}</Text>
            <BookThis search={{ ...wanted, outside: 'yes' }} label={words.bookAt(when)} />
          </Group>
        )}
      </Section>
      {!isOffered && (
        <Section title={words.nearest}>
          {offered.length === 0 ? (
            <Text c="dimmed">{words.noneNear}</Text>
          ) : (
            <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
              {offered.map(({ startsAt, crewId }) => (
                <Group key={startsAt} component="li" gap="sm">
                  <Text>{formatInstant(startsAt, zone)}</Text>
                  <BookThis
                    search={{ service: serviceId, startsAt, crew: crewId }}
                    label={words.bookAt(formatInstant(startsAt, zone))}
                  />
                </Group>
              ))}
            </Stack>
          )}
        </Section>
      )}
    </Stack>
  );
};

/** The instant that is meant, once all is said. */
const startOf = ({ date, time, second }: ExplainedPlace, zone: string): string | undefined => {
  if (date === undefined || time === undefined) return undefined;
  const instants = instantsAt(date, minutesOf(time), zone);
  const instant = instants[second === undefined ? 0 : 1] ?? instants[0];
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

const Asked = ({ service, start, crew }: { service: string; start: string; crew: string | undefined }) => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const query = useQuery({
    queryKey: [businessId, 'appointments', 'explained', service, start, crew],
    queryFn: () =>
      owner.explainTime({ path: { businessId }, query: { serviceId: service, start, crewId: crew } }),
    staleTime: 0,
  });
  return <Loaded query={query}>{(answer) => <Answer answer={answer} crew={crew} />}</Loaded>;
};

export const ExplainScreen = () => {
  const { appointments: words } = useMessages();
  const { zone, services } = useBusiness();
  const asked = useSearch({ from: '/signed-in/b/$businessId/appointments/explain' });
  const navigate = useNavigate({ from: '/b/$businessId/appointments/explain' });
  const start = startOf(asked, zone);
  const service = asked.service ?? services[0]?.id;
  return (
    <Page title={words.explain}>
      <Text c="dimmed">{words.explained.intro}</Text>
      <ExplainForm key={JSON.stringify(asked)} given={asked} onAsk={(search) => void navigate({ search })} />
      {start !== undefined && service !== undefined && (
        <Asked service={service} start={start} crew={asked.crew} />
      )}
    </Page>
  );
};
