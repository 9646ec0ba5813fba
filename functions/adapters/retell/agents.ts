import * as z from 'zod/mini';
import type { BusinessId } from '../../contracts/ids.ts';
import { agentHash } from '../../domain/agent/agent-hash.ts';
import type { CompiledAgent } from '../../domain/agent/compiled-agent.ts';
import type { AgentAtVendor, VoiceAgents } from '../../domain/agent/ports.ts';
import type { DerivedIds } from '../../domain/derived-ids.ts';
import { Refusal } from '../../domain/errors.ts';
import { platformOf } from '../secrets/platform-of.ts';
import { type RetellAccess, retellCalls } from './client.ts';
import { everyItem } from './every-item.ts';
import { unsaidIn } from './is-as-spelled.ts';
import { readAgent } from './read-agent.ts';
import { OWNER_VARIABLE, spellAgent, spellModel } from './spell-agent.ts';

export type RetellAgentsAccess = RetellAccess & {
  /** Our own API, as Retell reaches it; without a slash at the end. */
  readonly ourUrl: string;
  readonly ids: Pick<DerivedIds, 'agentFingerprint'>;
};

const id = z.string().check(z.minLength(1));
const engine = z.looseObject({ llm_id: z.optional(id), version: z.nullish(z.number()) });
const Agent = z.looseObject({
  agent_id: id,
  version: z.number(),
  is_published: z.optional(z.boolean()),
  response_engine: engine,
});
const Model = z.looseObject({ llm_id: id, is_published: z.optional(z.boolean()) });
const ListedAgent = z.object({ agent_id: id, agent_name: z.nullish(z.string()) });
const ListedModel = z.object({
  llm_id: id,
  default_dynamic_variables: z.nullish(z.record(z.string(), z.string())),
});
/** Some answers have no body, and nothing in them counts. */
const Anything = z.unknown();

const inPath = encodeURIComponent;
/** An id that is the beginning of another must not be found in it. */
const names = (name: string | null | undefined, businessId: BusinessId): boolean =>
  (name ?? '').split(/[^\w-]+/).includes(businessId);

/**
 * Agents at Retell. An agent is found again by our id in its name, a model, which has none, by a variable. Retell lists in
 * ascending order what is oldest first.
 */
export const retellAgents = (access: RetellAgentsAccess): VoiceAgents => {
  const { ourUrl, secrets, ids } = access;
  const calls = retellCalls(access);
  const { ask, askIfThere } = calls;

  const around = async () => ({ ourUrl, trunkUsername: (await platformOf(secrets)).trunkUsername });
  const agentOf = (agentId: string, version?: number) =>
    askIfThere('read agent', {
      method: 'GET',
      path: `/get-agent/${inPath(agentId)}${version === undefined ? '' : `?version=${version}`}`,
      answer: Agent,
    });
  const modelOf = (modelId: string, version: number | null | undefined) =>
    askIfThere('read model', {
      method: 'GET',
      path: `/get-retell-llm/${inPath(modelId)}${typeof version === 'number' ? `?version=${version}` : ''}`,
      answer: Model,
    });

  const findAgent = async (businessId: BusinessId): Promise<AgentAtVendor | undefined> => {
    const listed = everyItem(calls, {
      operation: 'look for agent',
      method: 'POST',
      path: '/v2/list-agents',
      body: { filter_criteria: { query: businessId } },
      item: ListedAgent,
    });
    for await (const { agent_id: agentId, agent_name: name } of listed) {
      const agent = names(name, businessId) ? await agentOf(agentId) : undefined;
      const modelId = agent?.response_engine.llm_id;
      if (modelId !== undefined) return { agentId, modelId };
    }
    return undefined;
  };

  const findModel = async (businessId: BusinessId): Promise<{ modelId: string } | undefined> => {
    const listed = everyItem(calls, {
      operation: 'look for model',
      method: 'GET',
      path: '/v2/list-retell-llms',
      item: ListedModel,
    });
    for await (const { llm_id: modelId, default_dynamic_variables: variables } of listed) {
      if (variables?.[OWNER_VARIABLE] === businessId) return { modelId };
    }
    return undefined;
  };

  /** A version of both that can be written, the latest or a new one where that is published, and what it says now. */
  const draftOf = async ({ agentId, modelId }: AgentAtVendor) => {
    const latest = await agentOf(agentId);
    const model = latest && (await modelOf(modelId, latest.response_engine.version));
    if (!latest || !model) throw new Refusal('vendor_refused', { vendor: 'retell', because: 'absent' });
    if (latest.is_published !== true && model.is_published !== true) return { agent: latest, model };
    const agent = await ask('begin draft', {
      method: 'POST',
      path: `/create-agent-version/${inPath(agentId)}`,
      body: { base_version: latest.version },
      answer: Agent,
    });
    return { agent, model };
  };

  const read: VoiceAgents['read'] = async ({ agentId, modelId }, which) => {
    const agent = await agentOf(agentId, which === 'latest' ? undefined : which);
    const model = agent && (await modelOf(modelId, agent.response_engine.version));
    if (!agent || !model) return undefined;
    const seen = readAgent({ model, speaker: agent, modelId }, await around());
    return {
      version: agent.version,
      isPublished: agent.is_published === true,
      hash: seen && agentHash(ids, seen),
    };
  };

  return {
    find: async (businessId) => (await findAgent(businessId)) ?? (await findModel(businessId)) ?? {},

    async createModel(agent: CompiledAgent) {
      const body = spellModel(agent, await around());
      const made = await ask('create model', {
        method: 'POST',
        path: '/create-retell-llm',
        body,
        answer: Model,
      });
      return made.llm_id;
    },

    async createAgent(agent, modelId) {
      if (!names(agent.name, agent.businessId))
        throw new Error('the name of an agent must have our id in it');
      const body = spellAgent(agent, { modelId }, { ourUrl });
      const made = await ask('create agent', { method: 'POST', path: '/create-agent', body, answer: Agent });
      return { agentId: made.agent_id, modelId };
    },

    async write(at, agent) {
      const { agentId, modelId } = at;
      const draft = await draftOf(at);
      const version = draft.agent.response_engine.version ?? draft.agent.version;
      await ask('write model', {
        method: 'PATCH',
        path: `/update-retell-llm/${inPath(modelId)}?version=${version}`,
        body: { ...spellModel(agent, await around()), ...unsaidIn('model', draft.model) },
        answer: Anything,
      });
      await ask('write agent', {
        method: 'PATCH',
        path: `/update-agent/${inPath(agentId)}?version=${draft.agent.version}`,
        body: { ...spellAgent(agent, { modelId, version }, { ourUrl }), ...unsaidIn('agent', draft.agent) },
        answer: Anything,
      });
    },

    read,

    async publish(at, version) {
      try {
        await ask('publish agent', {
          method: 'POST',
          path: `/publish-agent-version/${inPath(at.agentId)}`,
          body: { version },
          answer: Anything,
        });
      } catch (error) {
        // A published version is not published again: the answer to an earlier request may have been lost.
        const isRefused = error instanceof Refusal && error.code === 'vendor_refused';
        if (!isRefused || !(await agentOf(at.agentId, version))?.is_published) throw error;
      }
    },

    async remove({ agentId, modelId }) {
      // In this order: a model that an agent speaks from is not given up.
      if (agentId !== undefined) {
        const path = `/delete-agent/${inPath(agentId)}`;
        await askIfThere('remove agent', { method: 'DELETE', path, answer: Anything });
      }
      if (modelId !== undefined) {
        const path = `/delete-retell-llm/${inPath(modelId)}`;
        await askIfThere('remove model', { method: 'DELETE', path, answer: Anything });
      }
    },
  };
};
