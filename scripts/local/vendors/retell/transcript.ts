export type Word = { readonly word: string; readonly start: number; readonly end: number };

export type Utterance = {
  readonly role: 'agent' | 'user';
  readonly content: string;
  readonly words: readonly Word[];
};

export type TranscriptEntry =
  | Utterance
  | {
      readonly role: 'tool_call_invocation';
      readonly tool_call_id: string;
      readonly name: string;
      readonly arguments: string;
    }
  | {
      readonly role: 'tool_call_result';
      readonly tool_call_id: string;
      readonly content: string;
      readonly successful: boolean;
    };

/** Seconds from the start of one word to the start of the next, and how long one sounds. */
const PACE = 0.3;
const LENGTH = 0.28;
const BREATH = 0.5;

const seconds = (value: number): number => Math.round(value * 100) / 100;

const wordsFrom = (content: string, start: number): Word[] =>
  content.split(/\s+/).map((word, index, all) => ({
    word: index === all.length - 1 ? word : `${word} `,
    start: seconds(start + index * PACE),
    end: seconds(start + index * PACE + LENGTH),
  }));

const isUtterance = (entry: TranscriptEntry): entry is Utterance =>
  entry.role === 'agent' || entry.role === 'user';

/** What was said and done, as it grows. People take time to speak even where a script does not wait for them. */
export const createTranscript = () => {
  const entries: TranscriptEntry[] = [];
  let spokenUntil = 0;
  const utterances = (): Utterance[] => entries.filter(isUtterance);

  return {
    /** `elapsed`: seconds since the call began, by the clock. */
    say(role: Utterance['role'], content: string, elapsed: number): void {
      const words = wordsFrom(content.trim(), Math.max(elapsed, spokenUntil + BREATH));
      spokenUntil = words.at(-1)?.end ?? spokenUntil;
      entries.push({ role, content: content.trim(), words });
    },
    invoke(toolCallId: string, name: string, args: unknown): void {
      entries.push({
        role: 'tool_call_invocation',
        tool_call_id: toolCallId,
        name,
        arguments: JSON.stringify(args) ?? '{}',
      });
    },
    result(toolCallId: string, content: string, successful: boolean): void {
      entries.push({ role: 'tool_call_result', tool_call_id: toolCallId, content, successful });
    },
    /** When the last word was out, in seconds since the call began. */
    spokenUntil: () => spokenUntil,
    utterances,
    /** The three forms in which Retell sends it. */
    views: () => ({
      transcript: utterances()
        .map(({ role, content }) => `${role === 'agent' ? 'Agent' : 'User'}: ${content}\n`)
        .join(''),
      transcript_object: utterances(),
      transcript_with_tool_calls: [...entries],
    }),
  };
};

export type Transcript = ReturnType<typeof createTranscript>;
