import type { agentRoutes } from '../../contracts/api/agent.ts';
import type { Answers } from '../../contracts/api/answers.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Described, Settings } from '../business/ports.ts';
import { type Derivation, derivedIds } from '../derived-ids.ts';
import { Refusal } from '../errors.ts';
import type { AgentRecord } from './agent-record.ts';
import type { AgentRecords } from './ports.ts';
import { rollbackAgent } from './rollback-agent.ts';
import { compiledOf, holds, type WantedDeps } from './wanted-agent.ts';

type OfBusiness = { readonly settings: Pick<Settings, 'find'>; readonly agentRecords: AgentRecords };

export type AgentDeps = {
  readonly of: (business: BusinessId) => Promise<OfBusiness>;
  readonly by: Derivation;
};

/** What its members see: judged by what the settings make now, and not by what somebody once wrote of it. */
const seen = (deps: WantedDeps, business: Described, record: AgentRecord | undefined) => {
  const { live } = record ?? {};
  if (!live) return { state: 'none' as const };
  const compiled = compiledOf(deps, business);
  const chosen = holds(record, compiled);
  const isCurrent = chosen ? live.number === chosen.number : live.hash === compiled.hash;
  // A failure to publish what is no longer wanted tells nothing of what is.
  const failed = chosen || record?.failed?.hash === compiled.hash ? record?.failed : undefined;
  return {
    state: isCurrent ? ('current' as const) : failed ? ('failed' as const) : ('pending' as const),
    live: { number: live.number, hash: live.hash, since: live.since },
    ...(!chosen && { wanted: { hash: compiled.hash } }),
    ...(!isCurrent && failed && { failed: { problem: failed.fault, at: failed.at, reason: failed.reason } }),
    ...(chosen && { chosen: { number: chosen.number, at: chosen.at } }),
  };
};

/** What each route of a business's agent does. */
export const agentAnswers = ({ of, by }: AgentDeps): Answers<typeof agentRoutes> => {
  const ids = derivedIds(by);
  const described = async (settings: OfBusiness['settings'], businessId: BusinessId): Promise<Described> => {
    const business = await settings.find(businessId);
    if (!business) throw new Refusal('business_not_found');
    return business;
  };
  return {
    async showAgent({ path: { businessId } }) {
      const { settings, agentRecords } = await of(businessId);
      return seen({ ids }, await described(settings, businessId), await agentRecords.find(businessId));
    },
    async listAgentVersions({ path: { businessId } }) {
      const { agentRecords } = await of(businessId);
      const versions = await agentRecords.versions(businessId);
      return {
        items: versions.map(({ number, hash, publishedAt, reason, compiled: { prompt } }) => ({
          number,
          hash,
          publishedAt,
          reason,
          prompt,
        })),
      };
    },
    async rollbackAgent({ path: { businessId }, body: { number }, caller, nowMs }) {
      const { settings, agentRecords } = await of(businessId);
      const back = rollbackAgent({ ids, settings, records: agentRecords });
      const record = await back(businessId, number, caller.personId, nowMs);
      return seen({ ids }, await described(settings, businessId), record);
    },
  };
};
