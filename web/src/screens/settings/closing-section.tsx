import { Alert, Button, Card, Group, List, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../../../functions/contracts/api/client.ts';
import type { OwnerApi } from '../../api/make-api.ts';
import { useBusiness, useBusinessId, useRole } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { notify } from '../../ui/notify.ts';
import { useMessages } from '../../ui/use-messages.ts';
import { ClosingState } from './closing-state.tsx';
import { Confirm } from './confirm.tsx';
import { Subsection } from './section-form.tsx';
import { SectionPage } from './section-page.tsx';
import { Suspension } from './suspension.tsx';

export type Closing = Awaited<ReturnType<OwnerApi['showClosing']>>;
type Ends = Closing['ends'];

const WHILE_CLOSING_MS = 5000;

/** null: nobody has begun to close it. */
const useClosing = () => {
  const { owner } = useMeans();
  const businessId = useBusinessId();
  return useQuery({
    queryKey: [businessId, 'settings', 'closing'],
    queryFn: () =>
      owner.showClosing({ path: { businessId } }).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code === 'closing_not_found') return null;
        throw error;
      }),
    refetchInterval: ({ state }) => {
      const closing = state.data;
      return closing?.state === 'closing' && closing.waitsFor !== 'period-end' ? WHILE_CLOSING_MS : false;
    },
  });
};

/** The way to close, at once or later. `isBegun`: it is to end at once what waits for the end of what is paid. */
const Close = ({ isBegun }: { readonly isBegun: boolean }) => {
  const { closing: words } = useMessages().settings;
  const { owner, queries } = useMeans();
  const businessId = useBusinessId();
  const { name } = useBusiness();
  const [ends, setEnds] = useState<Ends>(isBegun ? 'now' : 'period-end');
  const [isAsked, setIsAsked] = useState(false);
  const close = useMutation({
    mutationFn: () => owner.closeBusiness({ path: { businessId }, body: { ends } }),
    onSuccess: async (closing) => {
      queries.setQueryData([businessId, 'settings', 'closing'], closing);
      setIsAsked(false);
      notify(words.begun);
      await Promise.all(
        ['settings', 'overview', 'onboarding'].map((topic) =>
          queries.invalidateQueries({ queryKey: [businessId, topic] }),
        ),
      );
    },
  });
  return (
    <Card withBorder>
      <Stack>
        {!isBegun && (
          <>
            <Text size="sm">{words.whatHappens}</Text>
            <List size="sm">
              {words.happens.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
            <Radio.Group label={words.when} value={ends} onChange={(value) => setEnds(value as Ends)}>
              <Stack gap="xs" mt="xs">
                {(['period-end', 'now'] as const).map((one) => (
                  <Radio key={one} value={one} label={words.ends[one]} description={words.endsMeans[one]} />
                ))}
              </Stack>
            </Radio.Group>
          </>
        )}
        <Group>
          <Button
            variant="default"
            onClick={() => {
              close.reset();
              setIsAsked(true);
            }}
          >
            {isBegun ? words.closeNow : words.close}
          </Button>
        </Group>
      </Stack>
      <Confirm
        isOpen={isAsked}
        title={words.confirmTitle(name)}
        confirm={isBegun ? words.closeNow : words.close}
        typed={name}
        isPending={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate()}
        onClose={() => setIsAsked(false)}
      >
        {words.confirmMeans[ends]}
      </Confirm>
    </Card>
  );
};

export const ClosingSection = () => {
  const { closing: words, ownersOnly } = useMessages().settings;
  const role = useRole();
  const closing = useClosing();
  const isOwner = role === 'owner';
  return (
    <SectionPage section="closing">
      <Loaded query={closing}>
        {(begun) => (
          <Stack gap="lg">
            {begun && (
              <Subsection title={words.stateTitle}>
                <ClosingState closing={begun} />
              </Subsection>
            )}
            {isOwner && begun?.waitsFor === 'period-end' && <Close isBegun />}
            {isOwner && !begun && (
              <>
                <Subsection title={words.pauseTitle}>
                  <Suspension />
                </Subsection>
                <Subsection title={words.closeTitle}>
                  <Close isBegun={false} />
                </Subsection>
              </>
            )}
            {!isOwner && !begun && <Alert variant="outline">{ownersOnly}</Alert>}
          </Stack>
        )}
      </Loaded>
    </SectionPage>
  );
};
