import { Anchor, Button, Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useMe } from '../../app/business.ts';
import { ME } from '../../app/me.ts';
import { useMeans } from '../../app/means.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Door } from './door.tsx';

type Ask = Parameters<ReturnType<typeof useMeans>['people']['acceptInvitation']>[0]['body'];

type Person = { readonly email: string; readonly name: string };

/** `person`: who is signed in here, and has an account by that. */
const JoinForm = ({ person }: { readonly person?: Person }) => {
  const { signIn: words } = useMessages();
  const { people, queries } = useMeans();
  const navigate = useNavigate();
  const { business = '', email = person?.email ?? '' } = useSearch({ from: '/join' });
  const form = useForm({
    mode: 'controlled',
    initialValues: { business, email, code: '', hasAccount: email === person?.email, name: '', password: '' },
  });
  const join = useMutation({
    mutationFn: ({ business: id, hasAccount, name, password, ...rest }: typeof form.values) =>
      people.acceptInvitation({
        body: {
          ...rest,
          businessId: id.trim() as Ask['businessId'],
          ...(!hasAccount && { name, password }),
        },
      }),
    onSuccess: async ({ businessId }, joined) => {
      const back = `/b/${businessId}`;
      // Whoever else was invited comes in by themselves.
      if (joined.email.trim().toLowerCase() !== person?.email.toLowerCase())
        return navigate({ to: '/sign-in', search: { back } });
      await queries.invalidateQueries({ queryKey: ME });
      return navigate({ to: back as string });
    },
  });
  return (
    <Door title={words.joinTitle}>
      <Text size="sm">{person ? words.joinAs(person.email) : words.joinText}</Text>
      <form onSubmit={form.onSubmit((values) => join.mutate(values))}>
        <Stack>
          <TextInput label={words.business} required {...form.getInputProps('business')} />
          <TextInput label={words.email} type="email" required {...form.getInputProps('email')} />
          <TextInput
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            {...form.getInputProps('code')}
          />
          <Checkbox
            label={words.joinHasAccount}
            {...form.getInputProps('hasAccount', { type: 'checkbox' })}
          />
          {!form.values.hasAccount && (
            <>
              <TextInput label={words.name} autoComplete="name" required {...form.getInputProps('name')} />
              <PasswordInput
                label={words.newPassword}
                description={words.passwordHint}
                autoComplete="new-password"
                required
                minLength={12}
                {...form.getInputProps('password')}
              />
            </>
          )}
          {join.error && <Problem error={join.error} />}
          <Button type="submit" loading={join.isPending}>
            {words.joinSubmit}
          </Button>
        </Stack>
      </form>
      <Anchor component={Link} to={person ? '/' : '/sign-in'} size="sm">
        {person ? words.toBusinesses : words.toSignIn}
      </Anchor>
    </Door>
  );
};

const JoinAsMyself = () => <Loaded query={useMe()}>{(person) => <JoinForm person={person} />}</Loaded>;

/** Somebody who was invited by e-mail, with an account or without, signed in or not. */
export const JoinScreen = () => {
  const { session } = useMeans();
  const state = useSyncExternalStore(session.subscribe, session.state);
  return state.is === 'signed-in' ? <JoinAsMyself /> : <JoinForm />;
};
