import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBusiness, useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { formatPhone } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { notify } from '../../ui/notify.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { overviewQuery } from '../home/overview.ts';
import { Confirm } from './confirm.tsx';

/** Has callers put through in the place of being served, or serves them again: nothing is given up by it. */
export const Suspension = () => {
  const { closing: words } = useMessages().settings;
  const { owner, queries } = useMeans();
  const businessId = useBusinessId();
  const { transferNumber } = useBusiness().owner;
  const [isAsked, setIsAsked] = useState(false);
  const overview = useQuery(overviewQuery({ owner }, businessId));
  const suspend = useMutation({
    mutationFn: (state: 'suspended' | 'served') =>
      owner.suspendBusiness({ path: { businessId }, body: { state } }),
    onSuccess: async ({ state }) => {
      setIsAsked(false);
      notify(words.paused[state]);
      await Promise.all(
        ['settings', 'overview'].map((topic) => queries.invalidateQueries({ queryKey: [businessId, topic] })),
      );
    },
  });
  return (
    <Card withBorder>
      <Loaded query={overview} rows={1}>
        {({ line }) => {
          const isPaused = line.because === 'suspended';
          return (
            <Stack>
              <Group gap="xs" role="status">
                <Badge variant="default">{line.because ? words.off[line.because] : words.isServed}</Badge>
                <Text size="sm">
                  {isPaused
                    ? words.pausedMeans(formatPhone(transferNumber))
                    : words.pauseMeans(formatPhone(transferNumber))}
                </Text>
              </Group>
              <Group>
                <Button
                  variant="default"
                  onClick={() => {
                    suspend.reset();
                    setIsAsked(true);
                  }}
                >
                  {isPaused ? words.resume : words.pause}
                </Button>
              </Group>
              <Confirm
                isOpen={isAsked}
                title={isPaused ? words.resumeTitle : words.pauseConfirmTitle}
                confirm={isPaused ? words.resume : words.pause}
                isPending={suspend.isPending}
                error={suspend.error}
                onConfirm={() => suspend.mutate(isPaused ? 'served' : 'suspended')}
                onClose={() => setIsAsked(false)}
              >
                {isPaused ? words.resumeMeans : words.pauseMeans(formatPhone(transferNumber))}
              </Confirm>
            </Stack>
          );
        }}
      </Loaded>
    </Card>
  );
};
