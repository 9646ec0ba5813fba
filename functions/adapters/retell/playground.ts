import * as z from 'zod/mini';
import { LONGEST_TURN } from '../../contracts/api/longest-rehearsal.ts';
import { REHEARSED_TOOLS, type RehearsedTurn } from '../../contracts/api/rehearsals.ts';
import { Refusal } from '../../domain/errors.ts';
import type { AgentInWriting, AgentMove } from '../../domain/rehearsal/ports.ts';
import { type RetellAccess, retellCalls } from './client.ts';
import { variablesOf } from './variables.ts';

/** A model thinks for some seconds; the route that asks has fifteen. */
const TIMEOUT_MS = 10_000;

/**
 * No tool of ours is run by Retell: a booking would be one. What it makes of this answer is thrown away, and it goes on from
 * the true one. https://docs.retellai.com/api-references/agent-playground-completion (retell-sdk 5.66.1)
 */
const MOCKS = [
  ...REHEARSED_TOOLS.map((name) => ({
    tool_name: name,
    input_match_rule: { type: 'any' },
    output: JSON.stringify({ ok: false, code: 'not_answered_yet' }),
  })),
  { tool_name: 'transfer_call', input_match_rule: { type: 'any' }, output: '{"ok":true}', result: true },
];

const Said = z.object({ role: z.literal('agent'), content: z.string() });
const Asked = z.object({
  role: z.literal('tool_call_invocation'),
  name: z.string(),
  arguments: z.string(),
  tool_call_id: z.string(),
});
const Completion = z.object({
  messages: z.array(z.union([Said, Asked, z.object({ role: z.string() })])),
  call_ended: z.optional(z.boolean()),
});
type Message = z.infer<typeof Completion>['messages'][number];

const isSaid = (message: Message): message is z.infer<typeof Said> =>
  message.role === 'agent' && 'content' in message;
const isAsked = (message: Message): message is z.infer<typeof Asked> =>
  message.role === 'tool_call_invocation' && 'tool_call_id' in message;

const messagesOf = (turn: RehearsedTurn): readonly object[] =>
  turn.kind === 'spoken'
    ? [{ role: turn.by === 'agent' ? 'agent' : 'user', content: turn.words }]
    : [
        { role: 'tool_call_invocation', tool_call_id: turn.id, name: turn.name, arguments: turn.asked },
        { role: 'tool_call_result', tool_call_id: turn.id, content: turn.answered },
      ];

const askedOf = ({ name, arguments: asked, tool_call_id: id }: z.infer<typeof Asked>) => {
  const tool = REHEARSED_TOOLS.find((one) => one === name);
  if (asked.length > LONGEST_TURN.asked || id.length > LONGEST_TURN.id)
    throw new Refusal('vendor_refused', { vendor: 'retell', because: 'a tool is asked for too much' });
  return tool && { id, name: tool, asked };
};

const moveOf = ({ messages, call_ended: isEnded }: z.infer<typeof Completion>): AgentMove => {
  const tool = messages.find(isAsked);
  const before = tool ? messages.slice(0, messages.indexOf(tool)) : messages;
  const words = before
    .filter(isSaid)
    .flatMap(({ content }) => content.trim().slice(0, LONGEST_TURN.words) || []);
  const asks = tool && askedOf(tool);
  if (asks) return { words, asks };
  if (tool?.name === 'transfer_call') return { words, ending: 'put_through' };
  return { words, ending: tool?.name === 'end_call' || isEnded ? 'hung_up' : undefined };
};

/** Retell's playground: the published agent in writing. */
export const retellPlayground = (access: RetellAccess): AgentInWriting => {
  const calls = retellCalls({ timeoutMs: TIMEOUT_MS, ...access });
  return {
    async goOn({ agentId, version }, welcome, turns) {
      const completion = await calls.ask('agent-playground-completion', {
        method: 'POST',
        path: `/agent-playground-completion/${encodeURIComponent(agentId)}?version=${version}`,
        body: {
          messages: turns.flatMap(messagesOf),
          dynamic_variables: variablesOf(welcome, ''),
          tool_mocks: MOCKS,
        },
        answer: Completion,
        isLook: true,
      });
      return moveOf(completion);
    },
  };
};
