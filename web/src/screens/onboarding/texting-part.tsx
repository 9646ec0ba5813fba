import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Step } from './onboarding-query.ts';
import { DigitsForm } from './proof-form.tsx';
import { SenderForm } from './sender-form.tsx';
import { useSaying } from './use-saying.ts';

const PIN_PROBLEMS: readonly Step['problem'][] = [
  'pin_wrong',
  'pin_expired',
  'pin_not_delivered',
  'pin_refused',
];
const SENDER_PROBLEMS: readonly Step['problem'][] = ['brand_rejected', 'campaign_rejected'];

/** Who sends the texts, and the PIN that a sole proprietor is texted. */
export const TextingPart = ({ step }: { readonly step: Step }) => {
  const words = useMessages().onboarding.texting;
  const [isCorrected, setIsCorrected] = useState(false);
  const prove = useSaying<string>((api, path, pin) => api.provePin({ path, body: { pin } }));
  const another = useSaying((api, path) => api.textPin({ path }));
  const isPin = step.waitsFor === 'pin' || PIN_PROBLEMS.includes(step.problem);
  const asksSender = step.waitsFor === 'sender' || SENDER_PROBLEMS.includes(step.problem);
  if (asksSender || isCorrected) return <SenderForm onSent={() => setIsCorrected(false)} />;
  if (!isPin) return null;
  const others = (
    <>
      <Button variant="default" loading={another.isPending} onClick={() => another.mutate()}>
        {words.another}
      </Button>
      <Button variant="default" onClick={() => setIsCorrected(true)}>
        {words.correct}
      </Button>
    </>
  );
  return (
    <Stack gap="sm">
      <DigitsForm
        label={words.pin}
        wrong={words.pinWrong}
        submit={words.pinSubmit}
        saying={prove}
        onSubmit={(pin, onTaken) => prove.mutate(pin, { onSuccess: onTaken })}
        others={others}
      />
      {another.error && <Problem error={another.error} />}
    </Stack>
  );
};
