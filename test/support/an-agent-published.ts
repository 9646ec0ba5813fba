import type { BusinessId } from '../../functions/contracts/ids.ts';
import {
  type AgentRecord,
  newRecord,
  nextRecord,
  type PublishedAgent,
} from '../../functions/domain/agent/agent-record.ts';
import type { AgentRecords } from '../../functions/domain/agent/ports.ts';
import { compiledOf } from '../../functions/domain/agent/wanted-agent.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from './builders.ts';

const AT = new Date(MONDAY_MORNING).toISOString();

/** A first publish that is claimed and has only to be written: the claim, the record after it, and what callers will hear. */
export const anAgentPublished = async (
  records: AgentRecords,
  businessId: BusinessId,
): Promise<{ claimed: AgentRecord; live: AgentRecord; made: PublishedAgent }> => {
  const compiled = compiledOf({ ids: derivedIds(hashing) }, aBusiness({ id: businessId }));
  const { hash } = compiled;
  const claimed = nextRecord(newRecord(businessId), {
    at: { agentId: 'agent_1', modelId: 'llm_1' },
    publishing: { hash, reason: 'onboarding', claimedAt: AT },
  });
  await records.move(undefined, claimed);
  const live = nextRecord(claimed, {
    publishing: undefined,
    published: 1,
    live: { number: 1, hash, vendorVersion: 0, since: AT },
  });
  const made = {
    v: 1,
    businessId,
    number: 1,
    hash,
    compiled,
    publishedAt: AT,
    reason: 'onboarding',
  } as const;
  return { claimed, live, made };
};
