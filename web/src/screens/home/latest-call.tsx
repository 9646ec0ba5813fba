import { Anchor, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type BusinessId, useBusinessId } from '../../app/business.ts';
import { type Means, useMeans } from '../../app/means.tsx';
import { formatInstant, formatPhone } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { WholePhones } from '../../ui/whole-phones.tsx';
import { beganAt, type ListedCall } from '../calls/call.ts';

export const latestCallQuery = ({ owner }: Pick<Means, 'owner'>, businessId: BusinessId) =>
  queryOptions({
    queryKey: [businessId, 'calls', 'latest'],
    queryFn: () => owner.listCalls({ path: { businessId }, query: { limit: 1 } }),
  });

const whenAndWho = (call: ListedCall, zone: string): string => {
  const began = beganAt(call);
  return [began && formatInstant(began, zone), call.from && formatPhone(call.from)]
    .filter(Boolean)
    .join(' · ');
};

/** The call that came in last, one press away from hearing it. */
export const LatestCall = ({ zone }: { readonly zone: string }) => {
  const { home } = useMessages();
  const businessId = useBusinessId();
  const calls = useQuery(latestCallQuery(useMeans(), businessId));
  const at = `/b/${businessId}/calls`;
  return (
    <Section
      title={home.lastCall}
      actions={
        <Anchor component={Link} to={at} size="sm" className="thumb">
          {home.allCalls}
        </Anchor>
      }
    >
      <Loaded query={calls} rows={1}>
        {({ items: [call] }) =>
          call ? (
            <div>
              <Anchor component={Link} to={`${at}/${call.id}`} fw={600} className="thumb">
                <WholePhones>{whenAndWho(call, zone)}</WholePhones>
              </Anchor>
              {call.summary && <Text size="sm">{call.summary}</Text>}
            </div>
          ) : (
            <Text c="dimmed">{home.noCalls}</Text>
          )
        }
      </Loaded>
    </Section>
  );
};
