import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { businessQuery, useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatCents } from '../../ui/format.ts';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { readDollars } from './read-dollars.ts';

/** What a job is worth to the owner: asked for where nobody has said it, and changed where somebody has. */
export const JobValue = ({ cents }: { readonly cents: number | null }) => {
  const { insights: words, app } = useMessages();
  const means = useMeans();
  const { settingsVersion } = useBusiness();
  const businessId = useBusinessId();
  const [isOpen, setIsOpen] = useState(cents === null);
  const [typed, setTyped] = useState(cents === null ? '' : (cents / 100).toFixed(2));
  const [fault, setFault] = useState<string>();
  const save = useMutation({
    mutationFn: (jobValueCents: number | null) =>
      means.owner.changeBusiness({ path: { businessId }, body: { settingsVersion, jobValueCents } }),
    onSuccess: async (business) => {
      means.queries.setQueryData(businessQuery(means, businessId).queryKey, business);
      notify(app.saved);
      setIsOpen(false);
      await means.queries.invalidateQueries({ queryKey: [businessId, 'insights'] });
    },
    onError: () => means.queries.invalidateQueries({ queryKey: [businessId, 'settings'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = readDollars(typed);
    setFault(value === undefined ? words.jobValueOdd : undefined);
    if (value !== undefined) save.mutate(value);
  };
  if (!isOpen)
    return (
      <Group gap="sm">
        <Text size="sm">{cents === null ? words.jobValueNone : words.jobValueNow(formatCents(cents))}</Text>
        <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
          {words.jobValueChange}
        </Button>
      </Group>
    );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        {cents === null && <Text size="sm">{words.jobValueNone}</Text>}
        <Group align="flex-end" gap="sm">
          <TextInput
            label={words.jobValue}
            description={words.jobValueHint}
            leftSection="$"
            inputMode="decimal"
            value={typed}
            error={fault}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending}>
            {app.save}
          </Button>
          {cents !== null && (
            <Button variant="default" onClick={() => setIsOpen(false)}>
              {app.cancel}
            </Button>
          )}
        </Group>
        {save.error !== null && <Problem error={save.error} />}
      </Stack>
    </form>
  );
};
