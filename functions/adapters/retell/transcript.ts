import { type ReportedCall, ReportedEntry } from '../../contracts/retell-events.ts';
import type { ToolStep, Turn } from '../../domain/call/call.ts';

/** Names of tools are ours; a model may invent longer ones. */
const LONGEST_NAME = 64;

/** undefined for what is no JSON, like an answer that was cut off or never came. */
const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const entriesOf = (call: ReportedCall): readonly ReportedEntry[] | undefined =>
  call.transcript_with_tool_calls?.flatMap((entry) => ReportedEntry.safeParse(entry).data ?? []);

/** The tools that were called, each with the answer noted under its id. */
export const stepsOf = (entries: readonly ReportedEntry[]): ToolStep[] =>
  entries.flatMap((call, index) => {
    if (call.role !== 'tool_call_invocation' || call.name === undefined) return [];
    const result = entries
      .slice(index + 1)
      .find((one) => one.role === 'tool_call_result' && one.tool_call_id === call.tool_call_id);
    return [
      {
        tool: call.name.toWellFormed().slice(0, LONGEST_NAME),
        wish: parsed(call.arguments),
        answer: parsed(result?.content),
      },
    ];
  });

/** Whether the caller said anything; undefined where the report has no transcript. */
export const userSpoke = (
  { transcript }: ReportedCall,
  entries: readonly ReportedEntry[] | undefined,
): boolean | undefined => {
  if (entries) return entries.some(({ role, content }) => role === 'user' && (content ?? '').trim() !== '');
  return transcript === undefined ? undefined : /^User: *\S/m.test(transcript);
};

const ROLES: Readonly<Record<string, Turn['role']>> = {
  agent: 'agent',
  user: 'caller',
  tool_call_invocation: 'tool',
};

const ms = (seconds: number | undefined): number | undefined =>
  seconds === undefined || !(seconds >= 0) ? undefined : Math.round(seconds * 1000);

/**
 * Who said what and when. Retell times words and no tools: the agent calls one when it has said the last word before it.
 * undefined where the report has no turns.
 */
export const turnsOf = (
  call: ReportedCall,
  entries: readonly ReportedEntry[] | undefined,
): readonly Turn[] | undefined => {
  const given =
    entries ?? call.transcript_object?.flatMap((entry) => ReportedEntry.safeParse(entry).data ?? []);
  let last: number | undefined;
  return given?.flatMap(({ role: itsRole, content = '', name = '', words = [] }): Turn[] => {
    const role = ROLES[itsRole];
    if (role === undefined) return [];
    if (role === 'tool') return [{ role, text: name.toWellFormed().slice(0, LONGEST_NAME), startMs: last }];
    const [startMs, endMs] = [ms(words[0]?.start), ms(words.at(-1)?.end)];
    last = endMs ?? last;
    return [{ role, text: content.toWellFormed(), startMs, endMs }];
  });
};
