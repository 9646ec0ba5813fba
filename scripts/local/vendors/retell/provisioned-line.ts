import type { AgentBody } from './agent-bodies.ts';
import type { Agent, AgentBooks } from './agent-books.ts';
import type { LlmBody } from './llm-bodies.ts';
import type { StoredNumber } from './number-books.ts';
import type { Version } from './versions.ts';

/** Where a tool's call goes; `max_retry` and `timeout_ms` of the tool. */
export type ToolAddress = {
  readonly url: string;
  readonly timeoutMs: number | undefined;
  readonly attempts: number;
};

/** An agent that answers, as it was published. */
export type Speaker = {
  readonly agentId: string;
  readonly agentName: string;
  readonly agentVersion: number;
  /** `begin_message`; undefined: the model makes up its own. */
  readonly opening: string | undefined;
  /** What stands in for variables that nobody gave. */
  readonly defaults: Readonly<Record<string, string>>;
  /** For the call's events. */
  readonly webhookUrl: string | undefined;
  /** Throws for a tool that it does not have. */
  readonly tool: (name: string) => ToolAddress;
};

/** A number and who answers it. */
export type Line = Speaker & {
  readonly number: string;
  /** undefined: nobody is asked when it rings. */
  readonly inboundWebhookUrl: string | undefined;
};

/** Nobody picks up: the carrier hears of it, and puts the call through to wherever it is told to. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
}

/** What a tool gets where it does not say: https://docs.retellai.com/api-references/create-retell-llm */
const TOOL_TIMEOUT_MS = 120_000;

const versionOf = (agent: Agent, wanted: number | string | undefined): Version<AgentBody> | undefined => {
  if (wanted === 'latest_published') return agent.latestPublished();
  const isLatest = wanted === undefined || wanted === 'latest';
  // No agent here has tags.
  const version = isLatest ? agent.latest() : typeof wanted === 'number' ? agent.at(wanted) : undefined;
  // A draft answers no customer, though Retell would let it.
  return version?.published === undefined ? undefined : version;
};

const speakerOf = (agent: Agent, { version, body }: Version<AgentBody>, llm: LlmBody): Speaker => ({
  agentId: agent.id,
  agentName: body.agent_name ?? '',
  agentVersion: version,
  opening: llm.begin_message ?? undefined,
  defaults: llm.default_dynamic_variables ?? {},
  webhookUrl: body.webhook_url ?? undefined,
  tool: (name) => {
    const tool = llm.general_tools?.find((one) => one.name === name);
    if (tool?.type !== 'custom') throw new Error(`agent ${agent.id} has no tool ${name}`);
    return {
      url: tool.url,
      timeoutMs: tool.timeout_ms ?? TOOL_TIMEOUT_MS,
      attempts: 1 + (tool.max_retry ?? 0),
    };
  },
});

/** The published agent of that id. Throws `NotAnswered` where there is none. */
export const publishedSpeaker = (
  { agents, llms }: Pick<AgentBooks, 'agents' | 'llms'>,
  agentId: string,
  wanted: number | string | undefined,
): Speaker => {
  const agent = agents.get(agentId);
  const version = agent && versionOf(agent, wanted);
  const engine = version?.body.response_engine;
  const llm = engine && llms.get(engine.llm_id)?.at(engine.version ?? 0);
  if (!agent || !version || !llm) throw new NotAnswered(`agent ${agentId} is not there or not published`);
  return speakerOf(agent, version, llm.body);
};

/** Only callers of the North American plan are told apart: they are of the US or Canada, or hide their number. */
const isLetIn = (countries: readonly string[] | null | undefined, from: string): boolean => {
  if (!countries || countries.length === 0 || !from.startsWith('+')) return true;
  return from.startsWith('+1') && (countries.includes('US') || countries.includes('CA'));
};

/** Who answers a number. Throws `NotAnswered` where nobody does. */
export const lineOf = (books: AgentBooks, number: StoredNumber, from: string): Line => {
  const [bound] = number.inbound_agents ?? [];
  if (!bound) throw new NotAnswered(`no agent is bound to ${number.number}`);
  if (!isLetIn(number.allowed_inbound_country_list, from)) {
    throw new NotAnswered(`${number.number} takes no calls from there`);
  }
  return {
    ...publishedSpeaker(books, bound.agent_id, bound.agent_version),
    number: number.number,
    inboundWebhookUrl: number.inbound_webhook_url ?? undefined,
  };
};
