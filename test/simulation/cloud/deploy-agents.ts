import { dynamoAgentRecords } from '../../../functions/adapters/dynamodb/agent-versions.ts';
import { dynamoLineConnection } from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { retellVoice } from '../../../functions/adapters/retell/voice-vendor.ts';
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
    registry: dynamoRegistry(table),
    lines: dynamoLineConnection(table, waiting),
    ...retellVoice({
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
