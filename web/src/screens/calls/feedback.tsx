import { Button, Checkbox, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { notify } from '../../ui/notify.ts';
import { Problem } from '../../ui/problem.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import type { Call } from './call.ts';

/** What somebody of the business says of the agent in this call; what went badly is a to-do until it is done with. */
export const Feedback = ({
  callId,
  feedback,
}: {
  readonly callId: Call['id'];
  readonly feedback: Call['feedback'];
}) => {
  const { calls: words } = useMessages();
  const { owner } = useMeans();
  const queries = useQueryClient();
  const businessId = useBusinessId();
  const [rating, setRating] = useState(feedback?.rating);
  const [said, setSaid] = useState(feedback?.words ?? '');
  const [isDone, setIsDone] = useState(feedback?.isDone ?? false);
  const save = useMutation({
    mutationFn: (chosen: 'good' | 'bad') =>
      owner.rateCall({
        path: { businessId, callId },
        body: { rating: chosen, done: isDone, ...(said.trim() !== '' && { words: said }) },
      }),
    onSuccess: () => {
      notify(words.feedbackSaved);
      for (const topic of ['calls', 'feedback', 'overview'])
        void queries.invalidateQueries({ queryKey: [businessId, topic] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rating) save.mutate(rating);
  };
  return (
    <Section title={words.feedback}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            aria-label={words.feedback}
            value={rating ?? null}
            onChange={(value) => setRating(value === 'good' ? 'good' : 'bad')}
          >
            <Group>
              <Radio value="good" label={words.good} />
              <Radio value="bad" label={words.bad} />
            </Group>
          </Radio.Group>
          {rating && (
            <>
              <Textarea
                label={words.feedbackWords}
                maxLength={1000}
                autosize
                minRows={2}
                value={said}
                onChange={(event) => setSaid(event.currentTarget.value)}
              />
              {rating === 'bad' && (
                <Checkbox
                  label={words.feedbackDone}
                  checked={isDone}
                  onChange={(event) => setIsDone(event.currentTarget.checked)}
                />
              )}
              {save.error && <Problem error={save.error} />}
              <Group>
                <Button type="submit" variant="default" loading={save.isPending}>
                  {words.feedbackSend}
                </Button>
                {feedback?.rating === 'bad' && !feedback.isDone && (
                  <Text size="sm">{words.feedbackOpen}</Text>
                )}
              </Group>
            </>
          )}
        </Stack>
      </form>
    </Section>
  );
};
