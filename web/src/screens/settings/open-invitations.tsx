import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PeopleApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatInstant } from '../../ui/format.ts';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';
import { Subsection } from './section-form.tsx';
import { invitationsQuery, teamQuery } from './team-query.ts';

type Invitation = Awaited<ReturnType<PeopleApi['listInvitations']>>['items'][number];

const UNTIL = { weekday: 'short', month: 'short', day: 'numeric' } as const;

const Withdrawing = ({ invitation: { id, email } }: { readonly invitation: Invitation }) => {
  const { team: words } = useMessages().settings;
  const { people, queries } = useMeans();
  const businessId = useBusinessId();
  const [isAsked, setIsAsked] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => people.withdrawInvitation({ path: { businessId, invitationId: id } }),
    onSuccess: () => {
      setIsAsked(false);
      notify(words.withdrawn(email));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [businessId, 'team'] }),
  });
  return (
    <>
      <Button
        variant="default"
        style={{ flexShrink: 0 }}
        aria-label={words.withdrawOf(email)}
        onClick={() => {
          withdraw.reset();
          setIsAsked(true);
        }}
      >
        {words.withdraw}
      </Button>
      <Confirm
        isOpen={isAsked}
        title={words.withdrawTitle(email)}
        confirm={words.withdraw}
        isPending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate()}
        onClose={() => setIsAsked(false)}
      >
        {words.withdrawMeans}
      </Confirm>
    </>
  );
};

const InvitationCard = ({ invitation }: { readonly invitation: Invitation }) => {
  const { team: words } = useMessages().settings;
  const { zone } = useBusiness();
  const members = useQuery(teamQuery(useMeans(), useBusinessId())).data?.items ?? [];
  const { email, role, invitedBy, endsAt } = invitation;
  const by = members.find(({ personId }) => personId === invitedBy)?.name;
  return (
    <Card withBorder component="li">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
            {email}
          </Text>
          <Text size="sm" c="dimmed">
            {words.openMeans(words.roles[role], formatInstant(endsAt, zone, UNTIL))}
          </Text>
          {by !== undefined && (
            <Text size="sm" c="dimmed">
              {words.invitedBy(by)}
            </Text>
          )}
        </div>
        <Withdrawing invitation={invitation} />
      </Group>
    </Card>
  );
};

/** Who was invited and has not joined yet: nothing where there is nobody. */
export const OpenInvitations = () => {
  const { team: words } = useMessages().settings;
  const { data, error, refetch } = useQuery(invitationsQuery(useMeans(), useBusinessId()));
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Subsection title={words.openTitle}>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {data.items.map((invitation) => (
          <InvitationCard key={invitation.id} invitation={invitation} />
        ))}
      </Stack>
    </Subsection>
  );
};
