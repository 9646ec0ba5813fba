import { costOf, latencyOf, tokenUsageOf } from './call-figures.ts';
import { signedLink } from './recording.ts';
import { createTranscript } from './transcript.ts';

export type CallType = 'phone_call' | 'web_call';

export type DisconnectionReason =
  | 'user_hangup'
  | 'agent_hangup'
  | 'inactivity'
  | 'max_duration_reached'
  | 'concurrency_limit_reached'
  | 'error_retell'
  | (string & {});

/** What Retell's model makes of a call afterwards. A script may say it; the rest is read from the transcript. */
export type CallAnalysis = {
  readonly summary?: string;
  readonly sentiment?: 'Negative' | 'Positive' | 'Neutral' | 'Unknown';
  readonly successful?: boolean;
  readonly custom?: Readonly<Record<string, unknown>>;
};

type NewCall = {
  readonly callId: string;
  readonly callType: CallType;
  readonly agentId: string;
  readonly agentVersion: number;
  readonly agentName: string;
  readonly from: string;
  readonly to: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly dynamicVariables: Readonly<Record<string, string>>;
};

/**
 * One call and how Retell writes it down: the same object in webhooks, tool requests and `get-call`. `files`: where its
 * recordings are kept; without it the account keeps none, as one may be set up.
 */
export const createCallRecord = (call: NewCall, files?: string) => {
  const transcript = createTranscript();
  let startedAt: number | undefined;
  let ended: { readonly at: number; readonly reason: DisconnectionReason } | undefined;
  let analysis: Record<string, unknown> | undefined;

  const status = (): string => {
    if (ended) return startedAt === undefined ? 'not_connected' : 'ended';
    return startedAt === undefined ? 'registered' : 'ongoing';
  };

  const base = () => ({
    call_id: call.callId,
    call_type: call.callType,
    agent_id: call.agentId,
    agent_version: call.agentVersion,
    agent_name: call.agentName,
    call_status: status(),
    ...(call.callType === 'phone_call'
      ? { direction: 'inbound', from_number: call.from, to_number: call.to }
      : { access_token: `token_${call.callId}` }),
    ...(startedAt !== undefined && { start_timestamp: startedAt }),
    ...(Object.keys(call.metadata).length > 0 && { metadata: call.metadata }),
    ...(Object.keys(call.dynamicVariables).length > 0 && {
      retell_llm_dynamic_variables: call.dynamicVariables,
    }),
    data_storage_setting: 'everything',
    opt_in_signed_url: true,
    ...(call.callType === 'phone_call' && { telephony_identifier: {} }),
  });

  let isKept = files !== undefined;
  /** Links, each good for an hour from then on. */
  const recordedAt = (at: number) => {
    if (files === undefined || !isKept) return {};
    const link = (file: string): string => signedLink(files, call.callId, file, at);
    return {
      recording_url: link('recording.wav'),
      recording_multi_channel_url: link('recording_multichannel.wav'),
      public_log_url: link('public_log.txt'),
    };
  };

  const finished = (now: number | undefined) => {
    if (!ended) return {};
    if (startedAt === undefined) return { disconnection_reason: ended.reason, duration_ms: 0 };
    const durationMs = ended.at - startedAt;
    return {
      end_timestamp: ended.at,
      duration_ms: durationMs,
      disconnection_reason: ended.reason,
      ...transcript.views(),
      ...recordedAt(now ?? ended.at),
      collected_dynamic_variables: {},
      latency: latencyOf(transcript),
      call_cost: costOf(durationMs),
      llm_token_usage: tokenUsageOf(transcript),
    };
  };

  return {
    about: call,
    id: call.callId,
    transcript,
    isConnected: () => startedAt !== undefined,
    isOver: () => ended !== undefined,
    connect(at: number): void {
      startedAt = at;
    },
    /** Speech outlasts a script that does not wait for it: the call then ends with its last word. */
    end(at: number, reason: DisconnectionReason): void {
      const lastWord = startedAt === undefined ? 0 : startedAt + Math.ceil(transcript.spokenUntil() * 1000);
      ended = { at: Math.max(at, lastWord), reason };
    },
    elapsedSeconds: (now: number): number => (startedAt === undefined ? 0 : (now - startedAt) / 1000),
    analyse({ summary, sentiment, successful, custom }: CallAnalysis): void {
      const turns = transcript.utterances().length;
      analysis = {
        call_summary: summary ?? `A call of ${turns} turns.`,
        in_voicemail: false,
        user_sentiment: sentiment ?? 'Neutral',
        call_successful: successful ?? true,
        custom_analysis_data: custom ?? {},
      };
    },
    /** As somebody who deletes what was recorded. */
    forgetRecording(): void {
      isKept = false;
    },
    /** As `call_started` has it. */
    started: base,
    /** As a tool request has it: everything said and done so far. */
    ongoing: () => ({ ...base(), ...transcript.views() }),
    /** As `call_ended`, `call_analyzed` and `get-call` have it, with what is known by then; its links are of `now`. */
    view: (now?: number) => ({ ...base(), ...finished(now), ...(analysis && { call_analysis: analysis }) }),
  };
};

export type CallRecord = ReturnType<typeof createCallRecord>;
