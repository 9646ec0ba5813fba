import { dynamoAgentRecords } from '../../../functions/adapters/dynamodb/agent-versions.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { retellAgents } from '../../../functions/adapters/retell/agents.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { createHandler as publishAgent } from '../../../functions/handlers/workers/publish-agent.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { type Parts, secretsOf } from './parts.ts';

const ids = derivedIds(hashing);

/** The worker that has callers hear what owners have changed, as its file below functions/handlers puts it together. */
export const agentPublisher = (parts: Parts) => {
  const { table, clock, waiting, fetch } = parts;
  return publishAgent({
    records: dynamoAgentRecords(table, ids, waiting),
    settings: dynamoSettings(table, waiting),
    agents: retellAgents({
      apiUrl: 'https://retell.sim',
      ourUrl: 'https://api.sim',
      secrets: secretsOf(parts),
      ids,
      fetch,
    }),
    ids,
    clock,
  });
};
