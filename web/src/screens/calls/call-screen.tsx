import { Button, Grid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useBusinessId } from '../../app/business.ts';
import { useMeans } from '../../app/means.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatPhone } from '../../ui/format.ts';
import { isNotThere } from '../../ui/is-not-there.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { useMessages } from '../../ui/use-messages.ts';
import { type Call, outcomeWords, type Wish } from './call.ts';
import { CallFacts } from './call-facts.tsx';
import { Feedback } from './feedback.tsx';
import { MarkCall } from './mark-call.tsx';
import { Recording } from './recording.tsx';
import { ToolUses } from './tool-uses.tsx';
import { Transcript } from './transcript.tsx';

type CallId = Parameters<ReturnType<typeof useMeans>['owner']['showCall']>[0]['path']['callId'];

const CallPage = ({ call }: { readonly call: Call }) => {
  const messages = useMessages();
  const { calls: words } = messages;
  const [playedMs, setPlayedMs] = useState<number>();
  const [isPlaying, setIsPlaying] = useState(false);
  const [wish, setWish] = useState<Wish>();
  const { recording, transcriptTurns, bookedAtMs, tools, summary } = call;
  return (
    <Page title={words.title(call.from ? formatPhone(call.from) : words.unknownCaller)}>
      <Text fw={600}>{outcomeWords(call, messages)}</Text>
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <Section title={words.summary}>
              <Text>{summary ?? words.noSummary}</Text>
            </Section>
            <Recording
              callId={call.id}
              recording={recording}
              bookedAtMs={bookedAtMs}
              wish={wish}
              isPlaying={isPlaying}
              onPlaying={setIsPlaying}
              onPlayed={setPlayedMs}
            />
            <Transcript
              turns={transcriptTurns}
              text={call.transcript}
              bookedAtMs={bookedAtMs}
              playedMs={playedMs}
              isPlaying={isPlaying}
              onWish={recording.state === 'ready' ? setWish : undefined}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <CallFacts call={call} />
            <ToolUses tools={tools} />
            <MarkCall callId={call.id} mark={call.mark} />
            <Feedback callId={call.id} feedback={call.feedback} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
};

/** One call: what came of it, how it sounded, what was said and done. */
export const CallScreen = () => {
  const { calls: words } = useMessages();
  const { owner } = useMeans();
  const businessId = useBusinessId();
  const callId = useParams({ strict: false, select: ({ callId: id }) => id as CallId });
  const call = useQuery({
    queryKey: [businessId, 'calls', 'one', callId],
    queryFn: () => owner.showCall({ path: { businessId, callId } }),
    // Works without the live channel: the copy of the sound comes a moment after the call.
    refetchInterval: ({ state }) => (state.data?.recording.state === 'waiting' ? 5_000 : false),
  });
  if (isNotThere(call.error))
    return (
      <Empty title={words.missing} why={words.missingWhy} isPage>
        <Button component={Link} to={`/b/${businessId}/calls`} variant="default">
          {words.backToAll}
        </Button>
      </Empty>
    );
  return (
    <Loaded query={call} rows={8}>
      {/* Of another call nothing stays: neither the place in the sound nor what is typed. */}
      {(shown) => <CallPage key={shown.id} call={shown} />}
    </Loaded>
  );
};
