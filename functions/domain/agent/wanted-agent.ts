import type { Described } from '../business/ports.ts';
import type { DerivedIds } from '../derived-ids.ts';
import { packOf } from '../trade/trade-packs.ts';
import { agentHash } from './agent-hash.ts';
import type { AgentRecord } from './agent-record.ts';
import { compileAgent } from './compile-agent.ts';
import type { CompiledAgent } from './compiled-agent.ts';
import type { AgentRecords } from './ports.ts';

export type WantedDeps = { readonly ids: Pick<DerivedIds, 'agentFingerprint'> };

/** What the business's settings make. */
export const compiledOf = (deps: WantedDeps, business: Described): CompiledAgent =>
  compileAgent(deps.ids)({ business, pack: packOf(business.trade) });

/** Whether an owner's choice still holds: a change of settings that callers would notice ends it. */
export const holds = (
  record: AgentRecord | undefined,
  compiled: CompiledAgent,
): NonNullable<AgentRecord['chosen']> | undefined =>
  record?.chosen?.insteadOf === compiled.hash ? record.chosen : undefined;

export type Wanted = {
  readonly agent: CompiledAgent;
  /** Where callers have heard it before: its number. */
  readonly number?: number | undefined;
  /** The choice that it follows. */
  readonly chosen?: AgentRecord['chosen'];
};

/**
 * The words of before, and the phone of now: whose phone rings where our answer does not come is no matter of taste, and
 * the number of before may be a stranger's.
 */
const withPhoneOf = ({ ids }: WantedDeps, before: CompiledAgent, now: CompiledAgent): CompiledAgent => {
  const { owner_transfer_number: phone = '' } = now.defaults;
  if (before.defaults.owner_transfer_number === phone) return before;
  const { hash: _, ...rest } = before;
  const agent = { ...rest, defaults: { ...rest.defaults, owner_transfer_number: phone } };
  return { ...agent, hash: agentHash(ids, agent) };
};

/** What callers should hear: what the settings make, or the one that an owner went back to. */
export const wantedAgent =
  (deps: WantedDeps & { readonly records: Pick<AgentRecords, 'version'> }) =>
  async (record: AgentRecord | undefined, business: Described): Promise<Wanted> => {
    const compiled = compiledOf(deps, business);
    const chosen = holds(record, compiled);
    if (!chosen) return { agent: compiled };
    const version = await deps.records.version(business.id, chosen.number);
    if (!version)
      throw new Error(`version ${chosen.number} of the agent of ${business.id} is chosen and not there`);
    return {
      agent: withPhoneOf(deps, version.compiled, compiled),
      number: version.number,
      chosen,
    };
  };
