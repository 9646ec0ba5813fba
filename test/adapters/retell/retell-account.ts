import { onTestFinished } from 'vitest';
import { retellAgents } from '../../../functions/adapters/retell/agents.ts';
import { retellNumbers } from '../../../functions/adapters/retell/numbers.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { createLocalClock } from '../../../scripts/local/clock.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { startRetell } from '../../../scripts/local/vendors/retell/retell.ts';
import { secretsOf } from '../../support/secrets.ts';

export const OUR_URL = 'https://api.cloudgreet.example';
export const KEY = 'key_test_retell';

/** A Retell of our own for this test, and our side of it. */
export const retellAccount = async ({
  secrets = secretsOf({ platform: LOCAL_PLATFORM }),
  timeoutMs = 8_000,
} = {}) => {
  const retell = await startRetell({ clock: createLocalClock(), apiKeys: [KEY], webhookRetryMs: [] });
  onTestFinished(retell.stop);
  const access = {
    apiUrl: retell.url,
    ourUrl: OUR_URL,
    secrets,
    ids: derivedIds(hashing),
    timeoutMs,
  };
  return {
    retell,
    agents: retellAgents(access),
    numbers: retellNumbers(access),
    /** As somebody does it on Retell's pages. */
    atRetell: async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${retell.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    },
    /** Which requests were made, without ids: `PATCH /update-agent`. */
    requests: () =>
      retell.received().map(({ method, path }) => `${method} ${path.replace(/\/(?:agent_|llm_|%2B).*/, '')}`),
  };
};
