import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ContestReason } from '../../../../functions/contracts/contest.ts';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Fee } from './billing.ts';

const REASONS: readonly ContestReason[] = [
  'not_a_customer',
  'duplicate',
  'cancelled_by_customer',
  'out_of_area',
  'wrong_details',
  'never_happened',
  'other',
];

/** "This was not a real booking", with a reason. */
export const ContestForm = ({
  fee,
  what,
  onDone,
}: {
  readonly fee: Fee;
  readonly what: string;
  readonly onDone: () => void;
}) => {
  const { app, billing: words } = useMessages();
  const { owner } = useMeans();
  const queries = useQueryClient();
  const businessId = useBusinessId();
  const [reason, setReason] = useState<ContestReason>();
  const [said, setSaid] = useState('');
  const contest = useMutation({
    mutationFn: (because: ContestReason) =>
      owner.contestFee({
        path: { businessId, feeId: fee.id },
        body: { reason: because, ...(said.trim() !== '' && { words: said }) },
      }),
    onSuccess: async () => {
      for (const topic of ['billing', 'overview', 'appointments'])
        void queries.invalidateQueries({ queryKey: [businessId, topic] });
      // Until the fee shows what was decided it is this that says that something happens.
      await queries.invalidateQueries({ queryKey: [businessId, 'fees'] });
      notify(words.contestTaken);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason) contest.mutate(reason);
  };
  return (
    <form onSubmit={submit} aria-label={words.contestTitle(what)}>
      <Stack gap="sm">
        <Text size="sm">{words.contestText}</Text>
        <Radio.Group
          label={words.contestReason}
          required
          value={reason ?? null}
          onChange={(value) => setReason(value as ContestReason)}
        >
          <Stack gap={6} mt={6}>
            {REASONS.map((value) => (
              <Radio key={value} value={value} label={words.reasons[value]} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={words.contestWords}
          maxLength={1000}
          autosize
          minRows={2}
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
        />
        {contest.error && <Problem error={contest.error} />}
        <Group>
          <Button type="submit" loading={contest.isPending} disabled={!reason}>
            {words.contestSubmit}
          </Button>
          <Button variant="default" onClick={onDone}>
            {app.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
