import { Anchor, Button, Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMeans } from '../../app/means.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Door } from './door.tsx';

type Ask = Parameters<ReturnType<typeof useMeans>['people']['acceptInvitation']>[0]['body'];

/** Somebody who was invited by e-mail, with an account or without. */
export const JoinScreen = () => {
  const { signIn: words } = useMessages();
  const { people } = useMeans();
  const navigate = useNavigate();
  const { business = '', email = '' } = useSearch({ from: '/join' });
  const form = useForm({
    mode: 'controlled',
    initialValues: { business, email, code: '', hasAccount: false, name: '', password: '' },
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
    onSuccess: ({ businessId }) => navigate({ to: '/sign-in', search: { back: `/b/${businessId}` } }),
  });
  return (
    <Door title={words.joinTitle}>
      <Text size="sm">{words.joinText}</Text>
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
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.toSignIn}
      </Anchor>
    </Door>
  );
};
