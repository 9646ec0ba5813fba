import { Group, List, Loader, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../ui/use-messages.ts';
import type { Step } from './onboarding-query.ts';
import { SaidForm } from './said-form.tsx';
import { useSaying } from './use-saying.ts';

/** Which phone company, what to dial, and the call that shows that it works. */
export const ForwardingPart = ({ step }: { readonly step: Step }) => {
  const { onboarding, app } = useMessages();
  const words = onboarding.forwarding;
  const [carrier, setCarrier] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const name = useSaying<string>((api, path, chosen) =>
    api.forwardCalls({ path, body: { carrier: chosen } }),
  );
  const submit = () => {
    setIsAsked(true);
    if (carrier !== '') name.mutate(carrier);
  };
  return (
    <Stack gap="sm">
      {step.instructions && (
        <>
          <Title order={3} size="h6">
            {words.dial}
          </Title>
          <List type="ordered" size="sm" spacing={4}>
            {step.instructions.map((instruction) => (
              <List.Item key={instruction}>{instruction}</List.Item>
            ))}
          </List>
        </>
      )}
      {step.waitsFor === 'forwarded-call' && (
        <Group gap="xs" wrap="nowrap">
          <Loader size="xs" aria-hidden />
          <Text size="sm" role="status">
            {words.listening}
          </Text>
        </Group>
      )}
      <SaidForm onSubmit={submit} saying={name} submit={words.submit}>
        <NativeSelect
          label={step.instructions ? words.other : words.carrier}
          data={[
            { value: '', label: words.choose },
            ...Object.entries(words.carriers).map(([value, label]) => ({ value, label })),
          ]}
          maw={420}
          value={carrier}
          error={isAsked && carrier === '' ? app.required : undefined}
          onChange={(event) => setCarrier(event.currentTarget.value)}
        />
      </SaidForm>
    </Stack>
  );
};
