import { SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call } from './call.ts';

export const MarkCall = ({ callId, mark }: { readonly callId: Call['id']; readonly mark: Call['mark'] }) => {
  const { calls: words } = useMessages();
  const { owner } = useMeans();
  const queries = useQueryClient();
  const businessId = useBusinessId();
  const change = useMutation({
    mutationFn: (chosen: string) =>
      owner.markCall({
        path: { businessId, callId },
        body: { mark: chosen === 'spam' || chosen === 'test' ? chosen : null },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: [businessId, 'calls'] }),
  });
  return (
    <Section title={words.markTitle}>
      {change.error && <Problem error={change.error} />}
      <SegmentedControl
        fullWidth
        aria-label={words.markTitle}
        disabled={change.isPending}
        value={(change.isPending ? change.variables : mark) ?? 'none'}
        onChange={(chosen) => change.mutate(chosen)}
        data={(['none', 'spam', 'test'] as const).map((value) => ({ value, label: words.marks[value] }))}
      />
    </Section>
  );
};
