import { expect } from 'vitest';
import { nextRecord } from '../../functions/domain/agent/agent-record.ts';
import { anAgentPublished } from './an-agent-published.ts';
import { AT } from './audited-business.ts';
import type { DecisionExample } from './decisions.ts';

/** What is decided of the agent that callers hear. */
export const AGENT_DECISIONS = [
  {
    name: 'another agent that callers hear',
    expected: { what: 'agent.published', to: '1', actor: 'system' },
    prepare: async ({ agentRecords, businessId }) => {
      const { claimed, live, made } = await anAgentPublished(agentRecords, businessId);
      return () => agentRecords.publish(claimed, live, made);
    },
  },
  {
    name: 'an agent that an owner goes back to',
    expected: { what: 'agent.chosen', from: '1', to: '1', actor: expect.stringMatching(/^person:/) },
    prepare: async ({ agentRecords, businessId, member }) => {
      const { claimed, live, made } = await anAgentPublished(agentRecords, businessId);
      await agentRecords.publish(claimed, live, made);
      const chosen = { number: 1, insteadOf: live.live?.hash ?? '', at: AT };
      const by = { personId: member.personId, at: AT };
      return () => agentRecords.choose(live, nextRecord(live, { chosen }), by);
    },
  },
] as const satisfies readonly DecisionExample[];
