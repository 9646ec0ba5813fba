import { Anchor, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { refusedFields } from '../../ui/faults.ts';
import { formatPhone } from '../../ui/format.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { isAreaCode } from './profile-form.tsx';
import { SaidForm } from './said-form.tsx';
import { useSaying } from './use-saying.ts';

/** Where there was no number to be had: another area. */
export const AreaForm = () => {
  const { onboarding, businessFields } = useMessages();
  const [areaCode, setAreaCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const choose = useSaying<string>((api, path, wanted) =>
    api.chooseArea({ path, body: { areaCode: wanted } }),
  );
  const submit = () => {
    setIsAsked(true);
    if (isAreaCode(areaCode)) choose.mutate(areaCode.trim());
  };
  const wrong = isAsked && !isAreaCode(areaCode) ? onboarding.profile.areaCodeWrong : undefined;
  return (
    <SaidForm onSubmit={submit} saying={choose} submit={onboarding.number.submit}>
      <TextInput
        label={onboarding.number.areaCode}
        description={onboarding.profile.areaCodeHint}
        inputMode="numeric"
        maxLength={3}
        maw={260}
        value={areaCode}
        error={wrong ?? refusedFields(choose.error, businessFields.refused).areaCode}
        onChange={(event) => setAreaCode(event.currentTarget.value)}
      />
    </SaidForm>
  );
};

/** A number to be called, from a phone at once or from another. */
export const NumberToCall = ({ number }: { readonly number: string }) => {
  const words = useMessages().onboarding.call;
  return (
    <Stack gap="xs">
      <Text size="sm">{words.now}</Text>
      <Group gap="sm">
        <Anchor
          href={`tel:${number}`}
          aria-label={words.dial(formatPhone(number))}
          fz={28}
          fw={700}
          className="tabular"
        >
          <Group component="span" gap="xs">
            <IconPhone size={24} aria-hidden />
            {formatPhone(number)}
          </Group>
        </Anchor>
        <CopyButton value={number}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              onClick={copy}
            >
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
};
