import {
  Alert,
  Button,
  Card,
  Code,
  CopyButton,
  Group,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { PeopleApi } from '../../api/make-api.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { emailFault } from '../../ui/email-fault.ts';
import { refusedFields } from '../../ui/faults.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';

type Role = Parameters<PeopleApi['inviteMember']>[0]['body']['role'];
type Outcome = Awaited<ReturnType<PeopleApi['inviteMember']>>['outcome'];

/** Where whoever was invited enters the code that they were sent: nothing in it lets anybody in. */
const Sent = ({ email, outcome }: { readonly email: string; readonly outcome: Outcome }) => {
  const { team: words } = useMessages().settings;
  const businessId = useBusinessId();
  if (outcome === 'withheld')
    return (
      <Alert role="status" color="yellow" variant="outline" title={words.invited.withheld(email)}>
        {words.withheldMeans}
      </Alert>
    );
  const search = new URLSearchParams({ business: businessId, email });
  const link = `${window.location.origin}/join?${search}`;
  return (
    <Alert role="status" color="green" variant="outline">
      <Stack gap="xs">
        <Text fw={600}>{words.invited[outcome](email)}</Text>
        <Text size="sm">{words.invitedMeans[outcome]}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {link}
        </Code>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Group>
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? words.copied : words.copyLink}
              </Button>
            </Group>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  );
};

export const InviteForm = () => {
  const { team: words, emailFaults } = useMessages().settings;
  const { people, queries } = useMeans();
  const businessId = useBusinessId();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const [fault, setFault] = useState<string>();
  // One for what is asked for now: a repeat of the same is the same invitation.
  const key = useRef(crypto.randomUUID());
  const invite = useMutation({
    mutationFn: async () => {
      const to = email.trim().toLowerCase();
      const ask = { path: { businessId }, body: { email: to, role }, key: key.current };
      return { email: to, ...(await people.inviteMember(ask)) };
    },
    onSuccess: () => {
      key.current = crypto.randomUUID();
      setEmail('');
    },
    onError: (error) => setFault(refusedFields(error, emailFaults.incomplete).email),
    onSettled: () => queries.invalidateQueries({ queryKey: [businessId, 'team'] }),
  });
  const changed = () => {
    key.current = crypto.randomUUID();
    setFault(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = emailFault(email, emailFaults);
    setFault(wrong);
    if (wrong === undefined) invite.mutate();
  };
  return (
    <Card withBorder>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={words.email}
            type="email"
            autoComplete="off"
            required
            value={email}
            error={fault}
            onChange={({ currentTarget }) => {
              setEmail(currentTarget.value);
              changed();
            }}
          />
          <NativeSelect
            label={words.role}
            description={words.roleHint}
            data={(['staff', 'owner'] as const).map((one) => ({ value: one, label: words.roles[one] }))}
            value={role}
            onChange={({ currentTarget }) => {
              setRole(currentTarget.value as Role);
              changed();
            }}
          />
          {invite.error && <Problem error={invite.error} />}
          {invite.data !== undefined && !invite.error && <Sent {...invite.data} />}
          <Group>
            <Button type="submit" loading={invite.isPending}>
              {words.invite}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
};
