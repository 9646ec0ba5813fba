import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CancelReason } from '../../../../functions/contracts/api/appointments.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { isAnswered } from '../../ui/is-answered.ts';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Appointment } from './appointments.ts';
import { useVersionSeen } from './use-version-seen.ts';

const REASONS: readonly CancelReason[] = ['customer_asked', 'business_cannot', 'made_by_mistake', 'other'];

type Asked = { readonly appointment: Appointment; readonly onClose: () => void };

const Question = ({ appointment, onClose }: Asked) => {
  const { appointments: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const queries = useQueryClient();
  const [reason, setReason] = useState<CancelReason>('customer_asked');
  const { id, version } = appointment;
  const { seen, letGo } = useVersionSeen(version);
  const cancel = useMutation({
    mutationFn: () =>
      owner.cancelAppointment({ path: { businessId, appointmentId: id }, body: { version: seen, reason } }),
    onSuccess: async () => {
      notify(words.cancel.doneText, words.cancel.done);
      await queries.invalidateQueries({ queryKey: [businessId, 'appointments'] });
      onClose();
    },
    onError: async (error) => {
      if (isAnswered(error)) letGo();
      await queries.invalidateQueries({ queryKey: [businessId, 'appointments'] });
    },
  });
  return (
    <Stack>
      <Text size="sm">{words.cancel.text}</Text>
      <Radio.Group
        label={words.cancel.reason}
        value={reason}
        onChange={(chosen) => setReason(chosen as CancelReason)}
      >
        <Stack gap="xs" mt="xs">
          {REASONS.map((one) => (
            <Radio key={one} value={one} label={words.one.because[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {cancel.error && <Problem error={cancel.error} />}
      <Group>
        <Button color="red.9" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {words.cancel.submit}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.cancel.keep}
        </Button>
      </Group>
    </Stack>
  );
};

/** Asks once more, and why, before it cancels. It stays there closed, so that the focus finds its way back. */
export const CancelForm = ({ isOpen, ...asked }: Asked & { readonly isOpen: boolean }) => {
  const { appointments: words } = useMessages();
  return (
    <Modal opened={isOpen} onClose={asked.onClose} title={words.cancel.title}>
      <Question {...asked} />
    </Modal>
  );
};
