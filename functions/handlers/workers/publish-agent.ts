import * as z from 'zod/mini';
import { dynamoAgentRecords } from '../../adapters/dynamodb/agent-versions.ts';
import { dynamoLineConnection } from '../../adapters/dynamodb/business-creation.ts';
import { database } from '../../adapters/dynamodb/client.ts';
import { dynamoRegistry } from '../../adapters/dynamodb/registry.ts';
import { dynamoSettings } from '../../adapters/dynamodb/settings.ts';
import { retellVoice } from '../../adapters/retell/voice-vendor.ts';
import { stageSecret } from '../../adapters/secrets/stage-secret.ts';
import { AgentChosen, SettingsChanged } from '../../contracts/events.ts';
import { followSettings } from '../../domain/agent/follow-settings.ts';
import type { PublishDeps } from '../../domain/agent/publish-agent.ts';
import { derivedIds } from '../../domain/derived-ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { requiredEnv } from '../../runtime/env.ts';
import { hashing } from '../../runtime/hashing.ts';
import { waiting } from '../../runtime/waiting.ts';
import { createWorker } from '../../runtime/worker.ts';

export const createHandler = (deps: PublishDeps) =>
  createWorker({
    schema: z.discriminatedUnion('name', [SettingsChanged, AgentChosen]),
    operate: followSettings(deps),
  });

const clock = systemClock();
const ids = derivedIds(hashing);
const table = { db: database(waiting), name: requiredEnv('TABLE_NAME') };

export const handler = createHandler({
  records: dynamoAgentRecords(table, ids, waiting),
  settings: dynamoSettings(table, waiting),
  registry: dynamoRegistry(table),
  lines: dynamoLineConnection(table, waiting),
  ...retellVoice({
    apiUrl: requiredEnv('RETELL_API_URL'),
    // API Gateway's own name for itself ends with a slash.
    ourUrl: requiredEnv('OUR_URL').replace(/\/$/, ''),
    secrets: stageSecret(requiredEnv('SECRET_ID'), clock),
    ids,
  }),
  ids,
  clock,
});
