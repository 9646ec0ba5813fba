import type { Reply } from '../simulator.ts';
import { snapshot } from '../snapshot.ts';
import type { NewId } from '../vendor-id.ts';
import type { Clock, ModelRequest } from '../vendor-model.ts';
import { type AgentBody, AgentChange, AgentCreation, AgentDraft, AgentPublication } from './agent-bodies.ts';
import { type LlmBody, LlmChange, LlmCreation } from './llm-bodies.ts';
import { paged } from './pages.ts';
import { isReply, noSuchAsset, notFound, read, retellError } from './retell-error.ts';
import { createVersions, type Version, type Versions } from './versions.ts';

export type Llm = Versions<LlmBody>;
export type Agent = Versions<AgentBody>;

const shownOf = ({ version, published, base, body, modifiedAt }: Version<object>) => ({
  version,
  is_published: published !== undefined,
  ...(base !== undefined && { base_version: base }),
  ...snapshot(body),
  last_modification_timestamp: modifiedAt,
});

export const llmView = (llm: Llm, version = llm.latest()) => {
  const { base_version: _, ...shown } = shownOf(version) as Record<string, unknown>;
  return { llm_id: llm.id, ...shown };
};
export const agentView = (agent: Agent, version = agent.latest()) => ({
  agent_id: agent.id,
  ...shownOf(version),
});

const ok = (body: unknown, status = 200): Reply => ({ status, body });
const done = (status: number): Reply => ({ status, body: '' });
const frozen = (): Reply => retellError(400, 'Cannot update a published version.');

/** Which version a request is of: `?version=`, or the latest; undefined where there is no such. */
const chosen = <Body>(of: Versions<Body>, query: URLSearchParams): Version<Body> | undefined => {
  const version = query.get('version');
  return version === null ? of.latest() : of.at(Number(version));
};

/** Retell LLMs and agents with their versions, and what the API does to them. */
export const createAgentBooks = (clock: Clock, newId: NewId) => {
  const llms = new Map<string, Llm>();
  const agents = new Map<string, Agent>();

  /** The engine as it is kept: of a version that is there. */
  const engineOf = (wanted: AgentBody['response_engine']): AgentBody['response_engine'] | Reply => {
    const llm = llms.get(wanted.llm_id);
    const version = wanted.version ?? llm?.latest().version;
    if (llm === undefined || version === undefined || !llm.at(version)) return noSuchAsset();
    return { ...wanted, version };
  };

  const createLlm = ({ body }: ModelRequest): Reply => {
    const wanted = read(LlmCreation, body);
    if (isReply(wanted)) return wanted;
    const llm = createVersions(newId('llm_', 27), clock, wanted);
    llms.set(llm.id, llm);
    return ok(llmView(llm), 201);
  };

  const createAgent = ({ body }: ModelRequest): Reply => {
    const wanted = read(AgentCreation, body);
    if (isReply(wanted)) return wanted;
    const engine = engineOf(wanted.response_engine);
    if (isReply(engine)) return engine;
    const agent = createVersions(newId('agent_', 27), clock, { ...wanted, response_engine: engine });
    agents.set(agent.id, agent);
    return ok(agentView(agent), 201);
  };

  const updateLlm = (llm: Llm, { body, query }: ModelRequest): Reply => {
    const changes = read(LlmChange, body);
    if (isReply(changes)) return changes;
    const version = chosen(llm, query);
    if (version === undefined) return noSuchAsset();
    if (version.published !== undefined) return frozen();
    return ok(llmView(llm, llm.write(version.version, changes as Partial<LlmBody>)));
  };

  const updateAgent = (agent: Agent, { body, query }: ModelRequest): Reply => {
    const changes = read(AgentChange, body);
    if (isReply(changes)) return changes;
    const version = chosen(agent, query);
    if (version === undefined) return noSuchAsset();
    if (version.published !== undefined) return frozen();
    const engine = changes.response_engine && engineOf(changes.response_engine);
    if (engine && isReply(engine)) return engine;
    const changed = { ...changes, ...(engine && { response_engine: engine }) } as Partial<AgentBody>;
    return ok(agentView(agent, agent.write(version.version, changed)));
  };

  /** In place: the version stays the latest, and who wants to go on makes a draft of it. The LLM goes with its agent. */
  const publish = (agent: Agent, { body }: ModelRequest): Reply => {
    const wanted = read(AgentPublication, body);
    if (isReply(wanted)) return wanted;
    const version = agent.at(wanted.version);
    if (version === undefined) return notFound();
    if (version.published !== undefined) return retellError(400, 'This version is already published.');
    const { llm_id: llmId, version: llmVersion } = version.body.response_engine;
    const llm = llms.get(llmId);
    if (llm === undefined) return noSuchAsset();
    if (llm.at(llmVersion ?? 0)?.published === undefined) llm.publish(llmVersion ?? 0);
    agent.publish(version.version);
    return done(200);
  };

  const draft = (agent: Agent, { body }: ModelRequest): Reply => {
    const wanted = read(AgentDraft, body);
    if (isReply(wanted)) return wanted;
    const base = agent.at(wanted.base_version);
    if (base === undefined) return notFound();
    const { response_engine: engine } = base.body;
    const llm = llms.get(engine.llm_id);
    if (llm === undefined) return noSuchAsset();
    const version = agent.latest().version + 1;
    const llmVersion = Math.max(version, llm.latest().version + 1);
    llm.draft(llmVersion, engine.version ?? llm.latest().version);
    agent.draft(version, base.version, { response_engine: { ...engine, version: llmVersion } });
    return ok(agentView(agent), 201);
  };

  const listAgents = ({ query, body }: ModelRequest): Reply => {
    const { filter_criteria: { query: words = '' } = {} } = (body ?? {}) as {
      filter_criteria?: { query?: string };
    };
    const isWanted = (agent: Agent): boolean =>
      agent.id.includes(words) ||
      (agent.latest().body.agent_name ?? '').toLowerCase().includes(words.toLowerCase());
    return paged(
      query,
      [...agents.values()].filter(isWanted),
      ({ id }) => id,
      (agent) => ({
        agent_id: agent.id,
        agent_name: agent.latest().body.agent_name ?? '',
        channel: 'voice',
        tags: {},
        user_modified_timestamp: agent.latest().modifiedAt,
      }),
    );
  };

  const removeLlm = (llm: Llm): Reply => {
    const isUsed = [...agents.values()].some((agent) =>
      agent.all().some(({ body }) => body.response_engine.llm_id === llm.id),
    );
    if (isUsed) return retellError(400, 'The Retell LLM is still used by an agent.');
    llms.delete(llm.id);
    return done(204);
  };

  const ofLlm = (act: (llm: Llm, request: ModelRequest) => Reply, absent: () => Reply) => {
    return (request: ModelRequest, id: string): Reply => {
      const llm = llms.get(id);
      return llm === undefined ? absent() : act(llm, request);
    };
  };
  const ofAgent = (act: (agent: Agent, request: ModelRequest) => Reply, absent: () => Reply) => {
    return (request: ModelRequest, id: string): Reply => {
      const agent = agents.get(id);
      return agent === undefined ? absent() : act(agent, request);
    };
  };

  return {
    llms,
    agents,
    /** By method and path; `:id` is the second argument. */
    routes: {
      'POST /create-retell-llm': createLlm,
      'POST /create-agent': createAgent,
      'POST /v2/list-agents': listAgents,
      'GET /v2/list-retell-llms': ({ query }: ModelRequest) =>
        paged(
          query,
          [...llms.values()],
          ({ id }) => id,
          (llm) => llmView(llm),
        ),
      'GET /get-retell-llm/:id': ofLlm((llm, { query }) => {
        const version = chosen(llm, query);
        return version ? ok(llmView(llm, version)) : noSuchAsset();
      }, noSuchAsset),
      'GET /get-agent/:id': ofAgent((agent, { query }) => {
        const version = chosen(agent, query);
        return version ? ok(agentView(agent, version)) : noSuchAsset();
      }, noSuchAsset),
      'GET /get-agent-versions/:id': ofAgent(
        (agent) => ok(agent.all().map((version) => agentView(agent, version))),
        noSuchAsset,
      ),
      'PATCH /update-retell-llm/:id': ofLlm(updateLlm, noSuchAsset),
      'PATCH /update-agent/:id': ofAgent(updateAgent, noSuchAsset),
      'POST /publish-agent-version/:id': ofAgent(publish, notFound),
      'POST /create-agent-version/:id': ofAgent(draft, notFound),
      'DELETE /delete-retell-llm/:id': ofLlm(removeLlm, noSuchAsset),
      'DELETE /delete-agent/:id': ofAgent((agent) => {
        agents.delete(agent.id);
        return done(204);
      }, noSuchAsset),
    },
  };
};

export type AgentBooks = ReturnType<typeof createAgentBooks>;
