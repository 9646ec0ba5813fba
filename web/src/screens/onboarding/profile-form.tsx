import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useBusiness } from '../../app/business.ts';
import { refusedFields } from '../../ui/faults.ts';
import { formatPhone, formatTime } from '../../ui/format.ts';
import { areaCodeOf, asE164, isPhone } from '../../ui/phone.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { SaidForm } from './said-form.tsx';
import { useSaying } from './use-saying.ts';

export const isAreaCode = (text: string): boolean => /^[2-9]\d{2}$/.test(text.trim());

type Body = { zone: string; areaCode: string; forwardFrom?: string };

/** Which clock, where the number is from, and which number customers call. */
export const ProfileForm = ({ onSaid }: { readonly onSaid?: () => void }) => {
  const { onboarding, businessFields } = useMessages();
  const words = onboarding.profile;
  const { id, zone, owner } = useBusiness();
  const phone = owner.phones[0] ?? owner.transferNumber;
  const { draft, change, forget } = useDraft(`profile.${id}`, () => ({
    areaCode: areaCodeOf(phone),
    isForwarded: true,
    forwardFrom: formatPhone(phone),
  }));
  const [isAsked, setIsAsked] = useState(false);
  const confirm = useSaying<Body>((api, path, body) => api.confirmProfile({ path, body }));
  const refused = refusedFields(confirm.error, businessFields.refused);
  const isCodeWrong = !isAreaCode(draft.areaCode);
  const isPhoneWrong = draft.isForwarded && !isPhone(draft.forwardFrom);
  const submit = () => {
    setIsAsked(true);
    if (isCodeWrong || isPhoneWrong) return;
    const forwardFrom = draft.isForwarded ? { forwardFrom: asE164(draft.forwardFrom) } : {};
    confirm.mutate(
      { zone, areaCode: draft.areaCode.trim(), ...forwardFrom },
      {
        onSuccess: () => {
          forget();
          onSaid?.();
        },
      },
    );
  };
  return (
    <SaidForm onSubmit={submit} saying={confirm} submit={words.submit}>
      <Text size="sm">{words.zone(zone, formatTime(new Date().toISOString(), zone))}</Text>
      <TextInput
        label={words.areaCode}
        description={words.areaCodeHint}
        inputMode="numeric"
        maxLength={3}
        maw={260}
        value={draft.areaCode}
        error={(isAsked && isCodeWrong && words.areaCodeWrong) || refused.areaCode}
        onChange={(event) => change({ areaCode: event.currentTarget.value })}
      />
      <Radio.Group
        label={words.customers}
        value={draft.isForwarded ? 'forward' : 'publish'}
        onChange={(chosen) => change({ isForwarded: chosen === 'forward' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="forward" label={words.forward} />
          <Radio value="publish" label={words.publish} />
        </Stack>
      </Radio.Group>
      {draft.isForwarded && (
        <TextInput
          label={words.forwardFrom}
          description={words.forwardHint}
          type="tel"
          maw={320}
          value={draft.forwardFrom}
          error={(isAsked && isPhoneWrong && businessFields.invalidPhone) || refused.forwardFrom}
          onChange={(event) => change({ forwardFrom: event.currentTarget.value })}
        />
      )}
    </SaidForm>
  );
};
