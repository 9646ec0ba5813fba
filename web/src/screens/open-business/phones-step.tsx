import { Checkbox, Stack, TextInput } from '@mantine/core';
import { faultsWithin } from '../../ui/faults.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { PhoneFields } from '../business-fields/phone-fields.tsx';
import type { StepProps } from './step-props.ts';

/** How the owner is reached, by us and by callers who want a person. */
export const PhonesStep = ({ draft, change, faults }: StepProps) => {
  const { openBusiness: words } = useMessages();
  return (
    <Stack>
      <TextInput
        label={words.email}
        type="email"
        autoComplete="email"
        required
        value={draft.email}
        error={faults['owner.email']}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <PhoneFields
        value={draft.phones}
        onChange={(phones) => change({ phones })}
        faults={faultsWithin(faults, 'owner.phones')}
        hint={words.phoneHint}
        least={1}
      />
      <Checkbox
        label={words.sameTransfer}
        checked={draft.isSameTransfer}
        onChange={(event) => change({ isSameTransfer: event.currentTarget.checked })}
      />
      {!draft.isSameTransfer && (
        <TextInput
          label={words.transfer}
          description={words.transferHint}
          type="tel"
          required
          value={draft.transferNumber}
          error={faults['owner.transferNumber']}
          onChange={(event) => change({ transferNumber: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
};
