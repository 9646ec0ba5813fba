import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMeans } from '../../app/means.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { CodeStep } from './code-step.tsx';
import { Door } from './door.tsx';

export const PasswordScreen = () => {
  const { signIn: words } = useMessages();
  const { session } = useMeans();
  const [email, setEmail] = useState('');
  const [step, setStep] = useState<'ask' | 'code' | 'done'>('ask');
  const ask = useMutation({
    mutationFn: () => session.signIn.forgetPassword(email),
    onSuccess: () => setStep('code'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const confirm = async (code: string, password: string): Promise<void> => {
    await session.signIn.resetPassword(email, code, password);
    setStep('done');
  };
  return (
    <Door title={words.resetTitle}>
      {step === 'ask' && (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={words.email}
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            {ask.error && <Problem error={ask.error} />}
            <Button type="submit" loading={ask.isPending}>
              {words.resetSubmit}
            </Button>
          </Stack>
        </form>
      )}
      {step === 'code' && (
        <CodeStep
          says={words.codeSent(email)}
          submitLabel={words.resetConfirm}
          onSubmit={confirm}
          onOtherCode={() => setStep('ask')}
        />
      )}
      {step === 'done' && (
        <Alert role="status" color="green" variant="outline">
          {words.resetDone}
        </Alert>
      )}
      <Anchor component={Link} to="/sign-in" size="sm">
        {words.toSignIn}
      </Anchor>
    </Door>
  );
};
