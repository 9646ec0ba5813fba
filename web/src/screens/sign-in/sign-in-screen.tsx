import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMeans } from '../../app/means.tsx';
import type { SignInOutcome } from '../../session/sign-in-port.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { Door } from './door.tsx';

type Challenge = Exclude<SignInOutcome, { outcome: 'signed-in' }>;

const useEntering = (onChallenge: (challenge: Challenge) => void) => {
  const { session } = useMeans();
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  return (outcome: SignInOutcome): void => {
    if (outcome.outcome !== 'signed-in') onChallenge(outcome);
    else {
      session.begin(outcome);
      void navigate({ href: back ?? '/', replace: true });
    }
  };
};

const TotpStep = ({
  challenge,
  onOutcome,
}: {
  challenge: Challenge;
  onOutcome: (outcome: SignInOutcome) => void;
}) => {
  const { signIn: words } = useMessages();
  const { session } = useMeans();
  const [code, setCode] = useState('');
  const answer = useMutation({
    mutationFn: () => session.signIn.answerTotp(challenge.challenge, code),
    onSuccess: onOutcome,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate();
  };
  return (
    <Door title={words.totpTitle}>
      <form onSubmit={submit}>
        <Stack>
          {challenge.outcome === 'totp-to-set-up' && (
            <Text size="sm">{words.totpSetUp(challenge.secret)}</Text>
          )}
          <TextInput
            label={words.totp}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          {answer.error && <Problem error={answer.error} />}
          <Button type="submit" loading={answer.isPending}>
            {words.totpSubmit}
          </Button>
        </Stack>
      </form>
    </Door>
  );
};

export const SignInScreen = () => {
  const { signIn: words } = useMessages();
  const { session } = useMeans();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [challenge, setChallenge] = useState<Challenge>();
  const enter = useEntering(setChallenge);
  const attempt = useMutation({ mutationFn: () => session.signIn.signIn(email, password), onSuccess: enter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  if (challenge) return <TotpStep challenge={challenge} onOutcome={enter} />;
  return (
    <Door title={words.title}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.email}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value);
              if (attempt.error) attempt.reset();
            }}
          />
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              if (attempt.error) attempt.reset();
            }}
          />
          {attempt.error && <Problem error={attempt.error} />}
          <Button type="submit" loading={attempt.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
      <Group justify="space-between">
        <Anchor component={Link} to="/sign-up" size="sm">
          {words.toSignUp}
        </Anchor>
        <Anchor component={Link} to="/password" size="sm">
          {words.forgotten}
        </Anchor>
      </Group>
    </Door>
  );
};
