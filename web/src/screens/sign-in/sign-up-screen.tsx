import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMeans } from '../../app/means.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { CodeStep } from './code-step.tsx';
import { Door } from './door.tsx';

export const SignUpScreen = () => {
  const { signIn: words } = useMessages();
  const { session } = useMeans();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [isSent, setIsSent] = useState(false);
  const ask = useMutation({
    mutationFn: () => session.signIn.signUp(email, name),
    onSuccess: () => setIsSent(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const confirm = async (code: string, password: string): Promise<void> => {
    await session.signIn.confirmSignUp(email, code, password);
    const outcome = await session.signIn.signIn(email, password);
    if (outcome.outcome === 'signed-in') session.begin(outcome);
    await navigate({ to: outcome.outcome === 'signed-in' ? '/' : '/sign-in', replace: true });
  };
  if (isSent)
    return (
      <Door title={words.codeTitle}>
        <CodeStep
          email={email}
          submitLabel={words.confirmSubmit}
          onSubmit={confirm}
          onOtherCode={() => setIsSent(false)}
        />
      </Door>
    );
  return (
    <Door title={words.signUpTitle}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.name}
            autoComplete="name"
            required
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={words.email}
            type="email"
            autoComplete="email"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {ask.error && <Problem error={ask.error} />}
          <Button type="submit" loading={ask.isPending}>
            {words.signUpSubmit}
          </Button>
        </Stack>
      </form>
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.toSignIn}
      </Anchor>
    </Door>
  );
};
