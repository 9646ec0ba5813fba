import * as z from 'zod';
import type { Reply } from '../simulator.ts';
import { vendorId } from '../vendor-id.ts';
import { filled } from './filled.ts';
import { parsed } from './parsed.ts';
import { NotAnswered, type Speaker } from './provisioned-line.ts';
import { isReply, noSuchAsset, read, retellError } from './retell-error.ts';
import { createRuleAgent, type RuleAgentCall } from './rule-agent/rule-agent.ts';
import { newToolCallId } from './wire-call.ts';

const Spoken = z.object({ role: z.enum(['agent', 'user']), content: z.string() });
const Invocation = z.object({
  role: z.literal('tool_call_invocation'),
  tool_call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
const Result = z.object({
  role: z.literal('tool_call_result'),
  tool_call_id: z.string(),
  content: z.string(),
});
const Message = z.discriminatedUnion('role', [Spoken, Invocation, Result]);
type Message = z.infer<typeof Message>;

const Mock = z.object({
  tool_name: z.string(),
  input_match_rule: z.discriminatedUnion('type', [
    z.object({ type: z.literal('any') }),
    z.object({ type: z.literal('partial_match'), args: z.record(z.string(), z.unknown()) }),
  ]),
  output: z.string(),
  result: z.boolean().nullish(),
});

const Completion = z.object({
  messages: z.array(Message),
  dynamic_variables: z.record(z.string(), z.string()).optional(),
  tool_mocks: z.array(Mock).optional(),
});

class NotMocked extends Error {}

const isMatch = ({ input_match_rule: rule }: z.infer<typeof Mock>, args: unknown): boolean =>
  rule.type === 'any' ||
  Object.entries(rule.args).every(
    ([name, value]) =>
      JSON.stringify((args as Record<string, unknown> | null)?.[name]) === JSON.stringify(value),
  );

/** Everything that there was, lived through anew by an agent that always does the same, and what it does after that. */
const lived = async (speaker: Speaker, { messages, ...given }: z.infer<typeof Completion>, today: string) => {
  const variables = { ...speaker.defaults, ...given.dynamic_variables };
  const said: Message[] = [];
  const answers = messages.filter((one) => one.role === 'tool_call_result');
  let isEnded = false;

  const call: RuleAgentCall = {
    from: variables.caller_number || 'anonymous',
    dynamicVariables: variables,
    opening: speaker.opening === undefined ? undefined : filled(speaker.opening, variables),
    agentSays: (content) => void said.push({ role: 'agent', content }),
    callerSays: () => undefined,
    hangUp: () => {
      isEnded = true;
    },
    async tool(name, args) {
      const before = answers.shift();
      const mock = given.tool_mocks?.find((one) => one.tool_name === name && isMatch(one, args));
      const content = before?.content ?? mock?.output;
      // Retell would run the real one.
      if (content === undefined) throw new NotMocked(name);
      const toolCallId = before?.tool_call_id ?? newToolCallId(vendorId);
      said.push(
        { role: 'tool_call_invocation', tool_call_id: toolCallId, name, arguments: JSON.stringify(args) },
        { role: 'tool_call_result', tool_call_id: toolCallId, content },
      );
      return { ok: true, result: parsed(content), ms: 0, status: 200, attempts: 1, toolCallId };
    },
  };

  const agent = createRuleAgent(call, today);
  agent.greet();
  if (messages[0]?.role === 'user') said.splice(0);
  for (const message of messages) {
    if (message.role === 'user' && !agent.isOver()) await agent.hear(message.content);
  }
  const known = messages.filter(({ role }) => role !== 'user').length;
  return { messages: said.slice(known), isEnded };
};

/**
 * `POST /agent-playground-completion/{agent}`: the published agent in writing, here one that goes by rules. Tools that nobody
 * mocked are not run, as Retell would: it is refused.
 */
export const playgroundCompletion = async (
  speaker: () => Speaker | undefined,
  body: unknown,
  nowMs: number,
): Promise<Reply> => {
  const wanted = read(Completion, body);
  if (isReply(wanted)) return wanted;
  try {
    const agent = speaker();
    if (!agent) return noSuchAsset();
    const { messages, isEnded } = await lived(agent, wanted, new Date(nowMs).toISOString().slice(0, 10));
    const shown = messages.map((message) => ({
      ...message,
      message_id: vendorId('message_', 24),
      created_timestamp: nowMs,
    }));
    return { status: 200, body: { messages: shown, ...(isEnded && { call_ended: true }) } };
  } catch (error) {
    if (error instanceof NotAnswered) return noSuchAsset();
    if (!(error instanceof NotMocked)) throw error;
    return retellError(422, `The simulator runs no tools in the playground: mock ${error.message}.`);
  }
};
