import type { PersonId } from '../../contracts/api/people.ts';
import type { BusinessId } from '../../contracts/ids.ts';
import type { Settings } from '../business/ports.ts';
import { Refusal } from '../errors.ts';
import { type AgentRecord, nextRecord } from './agent-record.ts';
import type { AgentRecords } from './ports.ts';
import { compiledOf, type WantedDeps } from './wanted-agent.ts';

export type RollbackDeps = WantedDeps & {
  readonly records: AgentRecords;
  readonly settings: Pick<Settings, 'find'>;
};

/**
 * An owner goes back to what callers heard before `number`, which is what they hear now: it is published anew, and holds
 * until settings change in a way that callers would notice. Refuses with `changed_meanwhile` where callers hear another
 * one by now, and with `agent_version_not_found` where there was none before. A repeat changes nothing.
 */
export const rollbackAgent =
  (deps: RollbackDeps) =>
  async (businessId: BusinessId, number: number, by: PersonId, nowMs: number): Promise<AgentRecord> => {
    const { records, settings } = deps;
    const [record, business] = [await records.find(businessId), await settings.find(businessId)];
    if (!business) throw new Refusal('business_not_found');
    if (!record?.live) throw new Refusal('agent_version_not_found');
    if (record.live.number !== number) throw new Refusal('changed_meanwhile');
    const before = (await records.version(businessId, number))?.before;
    if (before === undefined) throw new Refusal('agent_version_not_found');
    const insteadOf = compiledOf(deps, business).hash;
    const { chosen } = record;
    if (chosen?.number === before && chosen.insteadOf === insteadOf) return record;
    const at = new Date(nowMs).toISOString();
    const to = nextRecord(record, { chosen: { number: before, insteadOf, at }, failed: undefined });
    if ((await records.choose(record, to, { personId: by, at })) === 'changed')
      throw new Refusal('changed_meanwhile');
    return to;
  };
