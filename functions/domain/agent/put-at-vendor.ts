import { Refusal } from '../errors.ts';
import type { CompiledAgent } from './compiled-agent.ts';
import type { AgentAtVendor, VoiceAgents } from './ports.ts';

/** What the vendor has is not what it was sent, by its own word. */
export class ReadBackDiffers extends Refusal {
  constructor(step: string, facts: Readonly<Record<string, unknown>>) {
    super('vendor_outcome_unknown', { vendor: 'retell', because: 'read back differs', step, ...facts });
  }
}

type Keep = {
  /** Remembers what was made, at once; ends the work where somebody else has taken it over. */
  readonly made: (at: Partial<AgentAtVendor>) => Promise<void>;
  readonly aboutToPublish: (vendorVersion: number) => Promise<void>;
};

type Left = {
  readonly at: Partial<AgentAtVendor> | undefined;
  /** Which version was about to be published when the work was cut off. */
  readonly vendorVersion: number | undefined;
};

/** Both halves, found or made: also what an answer that was lost has made, and none anew while one is there. */
const findOrCreate = async (
  agents: VoiceAgents,
  agent: CompiledAgent,
  known: Partial<AgentAtVendor>,
  made: Keep['made'],
): Promise<AgentAtVendor> => {
  const there =
    known.agentId && known.modelId ? known : { ...known, ...(await agents.find(agent.businessId)) };
  let { agentId, modelId } = there;
  if (modelId === undefined) {
    modelId = await agents.createModel(agent);
    await made({ agentId, modelId });
  }
  if (agentId === undefined) ({ agentId, modelId } = await agents.createAgent(agent, modelId));
  if (agentId !== known.agentId || modelId !== known.modelId) await made({ agentId, modelId });
  return { agentId, modelId };
};

/**
 * Has the vendor say that agent to callers: made where there is none, written, read back, published, read back again.
 * Each step looks before it acts, so it may be cut off anywhere and begun anew. Throws the vendor's refusals, and
 * `ReadBackDiffers` (`vendor_outcome_unknown`) where the vendor does not have what it was sent.
 */
export const putAtVendor = async (
  agents: VoiceAgents,
  agent: CompiledAgent,
  left: Left,
  keep: Keep,
): Promise<{ readonly at: AgentAtVendor; readonly vendorVersion: number }> => {
  let at = await findOrCreate(agents, agent, left.at ?? {}, keep.made);
  let latest = await agents.read(at, 'latest');
  if (!latest) {
    // What we knew is gone there, by somebody's hand: what else is there counts, and else it is made anew.
    at = await findOrCreate(agents, agent, {}, keep.made);
    latest = await agents.read(at, 'latest');
  }
  if (!latest) throw new ReadBackDiffers('create agent', {});

  if (left.vendorVersion !== undefined) {
    const before = await agents.read(at, left.vendorVersion);
    if (before?.isPublished && before.hash === agent.hash) return { at, vendorVersion: left.vendorVersion };
  }

  if (latest.isPublished && latest.hash === agent.hash) return { at, vendorVersion: latest.version };
  if (latest.hash !== agent.hash) {
    await agents.write(at, agent);
    latest = await agents.read(at, 'latest');
  }
  if (!latest || latest.isPublished || latest.hash !== agent.hash)
    throw new ReadBackDiffers('write agent', { version: latest?.version });

  const { version } = latest;
  await keep.aboutToPublish(version);
  await agents.publish(at, version);
  const published = await agents.read(at, version);
  if (!published?.isPublished || published.hash !== agent.hash)
    throw new ReadBackDiffers('publish agent', { version });
  return { at, vendorVersion: version };
};
