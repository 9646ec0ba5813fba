import { Group, List, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type BusinessId, useBusinessId } from '../../app/business.ts';
import { type Means, useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Go } from '../../ui/go.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { CallersToReturn } from './callers-to-return.tsx';
import type { Overview } from './overview.ts';

type Place = { readonly to: string; readonly search?: Readonly<Record<string, string>> };

/** Where somebody does something about it. */
const placeOf = ({ kind, since }: Overview['needsYou'][number]): Place => {
  const from: Place['search'] = since === undefined ? {} : { from: since };
  switch (kind) {
    case 'past_due':
      return { to: 'billing' };
    case 'fee_declined':
      return { to: 'billing', search: { state: 'declined' } };
    case 'text_failed':
      return { to: 'texts', search: { state: 'failed', ...from } };
    case 'call_to_return':
      // They ended in many ways: no filter by outcome has all of them.
      return { to: 'calls', search: from };
    case 'onboarding_step':
    case 'onboarding_stuck':
      return { to: 'onboarding' };
  }
};

const MOST_REMARKS = 5;

/** Calls that somebody of the business was not content with, until they are done with: the latest of them. */
export const openRemarksQuery = ({ owner }: Pick<Means, 'owner'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'feedback'],
    queryFn: () => owner.listFeedback({ path: { businessId }, query: { open: 'true', limit: MOST_REMARKS } }),
  });

export const NeedsYou = ({
  needs,
  zone,
}: {
  readonly needs: Overview['needsYou'];
  readonly zone: string;
}) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  const remarks = useQuery(openRemarksQuery(useMeans(), businessId)).data?.items ?? [];
  return (
    <Section title={home.needsTitle}>
      {needs.length === 0 && remarks.length === 0 ? (
        <Text c="dimmed">{home.nothingNeeded}</Text>
      ) : (
        <List listStyleType="none" spacing="xs">
          {needs.map((need) => {
            const { kind, count, since } = need;
            const { to, search } = placeOf(need);
            return (
              <List.Item key={kind}>
                <Group justify="space-between" gap="xs">
                  <Text>
                    {home.needs[kind].title(count)}{' '}
                    {since && (
                      <Text span size="sm" c="dimmed">
                        {home.since(formatInstant(since, zone))}
                      </Text>
                    )}
                  </Text>
                  <Go
                    to={`/b/${businessId}/${to}`}
                    search={search}
                    className="thumb"
                    aria-label={`${home.needs[kind].action}: ${home.needs[kind].title(count)}`}
                  >
                    {home.needs[kind].action}
                  </Go>
                </Group>
                {need.callers && <CallersToReturn callers={need.callers} zone={zone} />}
              </List.Item>
            );
          })}
          {remarks.map(({ callId, feedback }) => (
            <List.Item key={callId}>
              <Group justify="space-between" gap="xs">
                <Text lineClamp={2} style={{ flex: 1 }}>
                  {home.remark(feedback.words)}{' '}
                  <Text span size="sm" c="dimmed">
                    {home.since(formatInstant(feedback.at, zone))}
                  </Text>
                </Text>
                <Go
                  to={`/b/${businessId}/calls/${callId}`}
                  className="thumb"
                  aria-label={`${home.seeRemark}: ${home.remark(feedback.words)}`}
                >
                  {home.seeRemark}
                </Go>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
};
