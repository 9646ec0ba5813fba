import type { BusinessId } from '../../functions/contracts/ids.ts';
import type { AgentRecord, PublishedAgent } from '../../functions/domain/agent/agent-record.ts';
import type { CompiledAgent } from '../../functions/domain/agent/compiled-agent.ts';
import type { AgentRecords, VoiceAgents } from '../../functions/domain/agent/ports.ts';
import { Refusal } from '../../functions/domain/errors.ts';

type AtVendor = {
  readonly agentId: string;
  readonly modelId: string;
  readonly businessId: BusinessId;
  readonly versions: { hash: string | undefined; isPublished: boolean }[];
};

/**
 * The vendor and our rows, both in memory; what is done to them can be cut off, refused or falsified. `mark` keeps the
 * agents of two of them apart.
 */
export const memoryAgents = (mark = '') => {
  const models: { id: string; businessId: BusinessId }[] = [];
  const agents: AtVendor[] = [];
  const requests: string[] = [];
  const versions: PublishedAgent[] = [];
  const decisions: string[] = [];
  let record: AgentRecord | undefined;
  /** Called before (`true`) and after each effect at the vendor or in the table, by its name. */
  let interfere: (step: string, isBefore: boolean) => void | Promise<void> = () => undefined;

  const doing = async <T>(step: string, effect: () => T): Promise<T> => {
    requests.push(step);
    await interfere(step, true);
    const done = effect();
    await interfere(step, false);
    return done;
  };
  const there = (agentId: string): AtVendor => {
    const found = agents.find((agent) => agent.agentId === agentId);
    if (!found) throw new Refusal('vendor_refused', { vendor: 'retell' });
    return found;
  };
  const written = ({ versions: all }: AtVendor, agent: CompiledAgent) => {
    const last = all.at(-1);
    if (!last || last.isPublished) all.push({ hash: agent.hash, isPublished: false });
    else last.hash = agent.hash;
  };

  const vendor: VoiceAgents = {
    find: (businessId) =>
      doing('find', () => {
        const modelId = models.find((model) => model.businessId === businessId)?.id;
        const agent = agents.find((one) => one.businessId === businessId);
        return {
          ...(modelId && { modelId }),
          ...(agent && { agentId: agent.agentId, modelId: agent.modelId }),
        };
      }),
    createModel: ({ businessId }) =>
      doing('createModel', () => {
        const id = `llm_${models.length + 1}`;
        models.push({ id, businessId });
        return id;
      }),
    createAgent: (agent, modelId) =>
      doing('createAgent', () => {
        const agentId = `agent_${mark}${agents.length + 1}`;
        const { businessId } = agent;
        agents.push({ agentId, modelId, businessId, versions: [{ hash: agent.hash, isPublished: false }] });
        return { agentId, modelId };
      }),
    write: ({ agentId }, agent) => doing('write', () => written(there(agentId), agent)),
    read: ({ agentId }, which) =>
      doing('read', () => {
        const all = agents.find((agent) => agent.agentId === agentId)?.versions;
        const version = which === 'latest' ? (all?.length ?? 0) - 1 : which;
        const found = all?.[version];
        return found && { version, ...found };
      }),
    publish: ({ agentId }, version) =>
      doing('publish', () => {
        const found = there(agentId).versions[version];
        if (!found || found.isPublished) throw new Refusal('vendor_refused', { vendor: 'retell' });
        found.isPublished = true;
        // As Retell does: the next draft begins as a copy.
        there(agentId).versions.push({ hash: found.hash, isPublished: false });
      }),
    remove: ({ agentId }) =>
      doing('remove', () => {
        agents.splice(0, agents.length, ...agents.filter((agent) => agent.agentId !== agentId));
      }),
  };

  const moved = (from: AgentRecord | undefined, to: AgentRecord): boolean => {
    if (record?.version !== from?.version) return false;
    record = to;
    return true;
  };
  const records: AgentRecords = {
    find: async () => record,
    version: async (_, number) => versions.find((version) => version.number === number),
    versions: async () => versions.toReversed(),
    move: (from, to) => doing('row', () => (moved(from, to) ? 'moved' : 'changed')),
    publish: (from, to, made) =>
      doing('live row', () => {
        if (!moved(from, to)) return 'changed';
        if (made) versions.push(made);
        decisions.push(`published ${to.live?.number}`);
        return 'moved';
      }),
    choose: async (from, to, { personId }) => {
      if (!moved(from, to)) return 'changed';
      decisions.push(`chosen ${to.chosen?.number} by ${personId}`);
      return 'moved';
    },
  };

  return {
    vendor,
    records,
    models,
    agents,
    requests,
    versions,
    decisions,
    /** An effect at the vendor or in the table that is recorded and can be cut off like those of here. */
    doing,
    /** Somebody deletes the agent on the pages of the vendor; what is made next has another id. */
    lose: (): void => {
      const gone = { agentId: 'agent_lost', businessId: 'biz_nobody' as BusinessId };
      agents.push(...agents.splice(0).map((one) => ({ ...one, ...gone })));
    },
    /** Whether the vendor has an agent of that id. */
    has: (wanted: string) => agents.some(({ agentId }) => agentId === wanted),
    record: () => record,
    /** What callers hear. */
    heard: () =>
      agents.flatMap((agent) => agent.versions.findLast(({ isPublished }) => isPublished)?.hash ?? []),
    interfereBy: (by: typeof interfere) => {
      interfere = by;
    },
  };
};
