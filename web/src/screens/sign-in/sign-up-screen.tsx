import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
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
  const [step, setStep] = useState<'ask' | 'sent' | 'has-code'>('ask');
  const address = useRef<HTMLInputElement>(null);
  const ask = useMutation({
    mutationFn: () => session.signIn.signUp(email, name),
    onSuccess: () => setStep('sent'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const confirm = async (code: string, password: string): Promise<void> => {
    await session.signIn.confirmSignUp(email, code, password);
    // The account is made, and its code is used up: whatever fails now is mended by signing in.
    const outcome = await session.signIn.signIn(email, password).catch(() => undefined);
    if (outcome?.outcome === 'signed-in') session.begin(outcome);
    await navigate({ to: outcome?.outcome === 'signed-in' ? '/' : '/sign-in', replace: true });
  };
  if (step !== 'ask')
    return (
      <Door title={words.codeTitle}>
        <CodeStep
          says={step === 'sent' ? words.codeSent(email) : words.codeOf(email)}
          submitLabel={words.confirmSubmit}
          onSubmit={confirm}
          onOtherCode={() => setStep('ask')}
        />
        <Text size="sm">{words.noCode}</Text>
        <Group justify="space-between">
          <Anchor component={Link} to="/sign-in" size="sm">
            {words.toSignIn}
          </Anchor>
          <Anchor component={Link} to="/password" size="sm">
            {words.forgotten}
          </Anchor>
        </Group>
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
            ref={address}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {ask.error && <Problem error={ask.error} />}
          <Button type="submit" loading={ask.isPending}>
            {words.signUpSubmit}
          </Button>
        </Stack>
      </form>
      <Group justify="space-between">
        <Anchor component={Link} to="/sign-in" size="sm">
          {words.toSignIn}
        </Anchor>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => address.current?.reportValidity() && setStep('has-code')}
        >
          {words.haveCode}
        </Anchor>
      </Group>
    </Door>
  );
};
