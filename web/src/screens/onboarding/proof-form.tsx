import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Step } from './onboarding-query.ts';
import { SaidForm } from './said-form.tsx';
import { useSaying } from './use-saying.ts';

const isCode = (text: string): boolean => /^\d{4,10}$/.test(text.replaceAll(/\s/g, ''));

/** Digits that were texted or spoken to somebody, read back to us. */
export const DigitsForm = ({
  label,
  hint,
  wrong,
  submit,
  onSubmit,
  saying,
  others,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly wrong: string;
  readonly submit: string;
  readonly onSubmit: (digits: string, onTaken: () => void) => void;
  readonly saying: { readonly isPending: boolean; readonly error: unknown };
  readonly others?: React.ReactNode;
}) => {
  const [typed, setTyped] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = () => {
    setIsAsked(!isCode(typed));
    if (isCode(typed)) onSubmit(typed.replaceAll(/\s/g, ''), () => setTyped(''));
  };
  return (
    <SaidForm onSubmit={send} saying={saying} submit={submit} others={others}>
      <TextInput
        label={label}
        description={hint}
        inputMode="numeric"
        autoComplete="one-time-code"
        maw={260}
        value={typed}
        error={isAsked && !isCode(typed) ? wrong : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </SaidForm>
  );
};

/** The code that proves a phone: have it sent, read it back. */
export const ProofForm = ({ step }: { readonly step: Step }) => {
  const words = useMessages().onboarding.proof;
  const send = useSaying<'text' | 'call'>((api, path, by) => api.sendPhoneCode({ path, body: { by } }));
  const prove = useSaying<string>((api, path, code) => api.provePhone({ path, body: { code } }));
  const isSent = step.waitsFor === 'code' || step.problem === 'code_wrong';
  const [text, call] = isSent ? [words.otherText, words.otherCall] : [words.text, words.call];
  const ways = (
    <Group gap="sm">
      <Button
        variant={isSent ? 'default' : 'filled'}
        loading={send.isPending && send.variables === 'text'}
        onClick={() => send.mutate('text')}
      >
        {text}
      </Button>
      <Button
        variant="default"
        loading={send.isPending && send.variables === 'call'}
        onClick={() => send.mutate('call')}
      >
        {call}
      </Button>
    </Group>
  );
  return (
    <Stack gap="sm">
      {step.phone && <Text size="sm">{words.phone(step.phone.replaceAll(/\D/g, ''))}</Text>}
      {isSent && (
        <DigitsForm
          label={words.code}
          hint={words.codeHint}
          wrong={words.codeWrong}
          submit={words.submit}
          saying={prove}
          onSubmit={(code, onTaken) => prove.mutate(code, { onSuccess: onTaken })}
        />
      )}
      {send.error && <Problem error={send.error} />}
      {isSent && (
        <Text size="sm" c="dimmed">
          {words.other}
        </Text>
      )}
      {ways}
    </Stack>
  );
};
