import { Badge, Button, Card, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PeopleApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId, useMe, useRole } from '../../app/business.ts';
import { ME } from '../../app/me.ts';
import { useMeans } from '../../app/means.tsx';
import { formatDay } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Confirm } from './confirm.tsx';
import { InviteForm } from './invite-form.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { teamQuery } from './team-query.ts';

export type Member = Awaited<ReturnType<PeopleApi['listTeam']>>['items'][number];

type OfMember = {
  readonly member: Member;
  readonly isMe: boolean;
  /** The only owner, without whom nobody could change anything. */
  readonly isLastOwner: boolean;
};

const useChanges = ({ member: { personId, name }, isMe }: OfMember, onRemoved: () => void) => {
  const { people, queries } = useMeans();
  const { app, settings } = useMessages();
  const businessId = useBusinessId();
  const navigate = useNavigate();
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: [businessId, 'team'] }),
      queries.invalidateQueries({ queryKey: ME }),
    ]);
  const path = { businessId, personId };
  const changeRole = useMutation({
    mutationFn: (role: Member['role']) => people.changeRole({ path, body: { role } }),
    onSuccess: () => notify(app.saved),
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: () => people.removeMember({ path }),
    onSuccess: async () => {
      onRemoved();
      notify(settings.team.removed(name));
      if (!isMe) return;
      // First: the way on leads to the businesses that one is in still.
      await queries.invalidateQueries({ queryKey: ME });
      await navigate({ to: '/' });
      queries.removeQueries({ queryKey: [businessId] });
    },
    onSettled: again,
  });
  return { changeRole, remove };
};

/** What owners may do with somebody. */
const Changing = (given: OfMember) => {
  const { team: words } = useMessages().settings;
  const { member, isMe, isLastOwner } = given;
  const [isAsked, setIsAsked] = useState(false);
  const { changeRole, remove } = useChanges(given, () => setIsAsked(false));
  if (isLastOwner)
    return (
      <Text size="sm" c="dimmed">
        {words.lastOwner}
      </Text>
    );
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label={words.roleOf(member.name)}
          data={(['owner', 'staff'] as const).map((role) => ({ value: role, label: words.roles[role] }))}
          value={member.role}
          disabled={changeRole.isPending}
          onChange={({ currentTarget }) => changeRole.mutate(currentTarget.value as Member['role'])}
        />
        <Button
          variant="default"
          aria-label={words.remove(member.name)}
          onClick={() => {
            remove.reset();
            setIsAsked(true);
          }}
        >
          {isMe ? words.leave : words.removeShort}
        </Button>
      </Group>
      {changeRole.error && <Problem error={changeRole.error} />}
      <Confirm
        isOpen={isAsked}
        title={isMe ? words.leaveTitle : words.removeTitle(member.name)}
        confirm={isMe ? words.leave : words.removeShort}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setIsAsked(false)}
      >
        {isMe ? words.leaveMeans : words.removeMeans(member.name)}
      </Confirm>
    </>
  );
};

const MemberCard = (given: OfMember) => {
  const { team: words } = useMessages().settings;
  const { zone } = useBusiness();
  const isOwner = useRole() === 'owner';
  const { name, email, role, since } = given.member;
  return (
    <Card withBorder component="li">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Text fw={500}>{given.isMe ? words.you(name) : name}</Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {email}
            </Text>
            <Text size="sm" c="dimmed">
              {words.since(formatDay(since, zone))}
            </Text>
          </div>
          <Badge variant="default" style={{ flexShrink: 0 }}>
            {words.roles[role]}
          </Badge>
        </Group>
        {isOwner && <Changing {...given} />}
      </Stack>
    </Card>
  );
};

export const TeamSection = () => {
  const { team: words } = useMessages().settings;
  const me = useMe().data;
  const isOwner = useRole() === 'owner';
  const team = useQuery(teamQuery(useMeans(), useBusinessId()));
  return (
    <SectionPage section="team">
      <Loaded query={team}>
        {({ items }) => {
          const owners = items.filter(({ role }) => role === 'owner').length;
          return (
            <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((member) => (
                <MemberCard
                  key={member.personId}
                  member={member}
                  isMe={member.personId === me?.personId}
                  isLastOwner={member.role === 'owner' && owners === 1}
                />
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {isOwner && <OpenInvitations />}
      {isOwner && (
        <Subsection title={words.inviteTitle}>
          <InviteForm />
        </Subsection>
      )}
    </SectionPage>
  );
};
