import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';

/** The code from an e-mail and a password that is chosen with it. */
export const CodeStep = ({
  says,
  submitLabel,
  onSubmit,
  onOtherCode,
}: {
  /** Which code is meant. */
  readonly says: string;
  readonly submitLabel: string;
  readonly onSubmit: (code: string, password: string) => Promise<void>;
  readonly onOtherCode: () => void;
}) => {
  const { signIn: words } = useMessages();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const confirm = useMutation({ mutationFn: () => onSubmit(code, password) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" role="status">
          {says}
        </Text>
        <TextInput
          label={words.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.newPassword}
          description={words.passwordHint}
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {confirm.error && <Problem error={confirm.error} />}
        <Button type="submit" loading={confirm.isPending}>
          {submitLabel}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={onOtherCode}>
          {words.otherCode}
        </Anchor>
      </Stack>
    </form>
  );
};
