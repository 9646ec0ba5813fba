import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { retellAgents } from '../../../functions/adapters/retell/agents.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { log } from '../../../functions/runtime/log.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';
import { secretsOf } from '../../support/secrets.ts';
import { KEY, retellAccount } from './retell-account.ts';

const agent = aCompiledAgent();
const at = { agentId: 'agent_1', modelId: 'llm_1' };
const platform = LOCAL_PLATFORM;

/** Our side of a Retell that answers every request so. */
const answered = (answer: () => Response | Promise<Response>) =>
  retellAgents({
    apiUrl: 'https://retell.invalid',
    ourUrl: 'https://api.cloudgreet.example',
    secrets: secretsOf({ platform }),
    ids: derivedIds(hashing),
    fetch: async () => answer(),
  });
const says = (status: number, message = 'No.') =>
  answered(() => Response.json({ status: 'error', message }, { status }));
const failing = (code: string) =>
  answered(() =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })),
  );

const logged: unknown[][] = [];
beforeEach(() => {
  logged.length = 0;
  const take = (...line: unknown[]): void => void logged.push(line);
  vi.spyOn(log, 'info').mockImplementation(take);
  vi.spyOn(log, 'warn').mockImplementation(take);
});
afterEach(() => vi.restoreAllMocks());

describe('a request to change something that Retell', () => {
  it.each([400, 404, 409, 422])('answers with %d will never work', async (status) => {
    await expect(says(status).createModel(agent)).rejects.toMatchObject({ code: 'vendor_refused' });
  });

  it.each([401, 402, 403, 429, 503])('answers with %d was not done, and waits', async (status) => {
    await expect(says(status).createModel(agent)).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it.each([302, 408, 500, 502, 504])('answers with %d may have been done', async (status) => {
    await expect(says(status).createModel(agent)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
    'never heard (%s) was not done',
    async (code) => {
      await expect(failing(code).createModel(agent)).rejects.toMatchObject({ code: 'vendor_unavailable' });
    },
  );

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])('may have heard (%s) may be done', async (code) => {
    await expect(failing(code).createModel(agent)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
  });

  it.each(['<html>', '{"llm_id":', '{}', '', 'null', '{"llm_id":""}'])(
    'answers with %j may have been done',
    async (text) => {
      const agents = answered(() => new Response(text, { status: 201 }));
      await expect(agents.createModel(agent)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
    },
  );

  it('keeps waiting for may have been done', async () => {
    const { agents, retell } = await retellAccount({ timeoutMs: 50 });
    retell.faults.add({ match: { path: '/create-retell-llm' }, effect: 'hang-before' });

    await expect(agents.createModel(agent)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
  });
});

describe('a look at Retell', () => {
  it.each([408, 500, 503, 429, 401])('that is answered with %d can be taken again', async (status) => {
    await expect(says(status).read(at, 'latest')).rejects.toMatchObject({ code: 'vendor_unavailable' });
    await expect(says(status).find(agent.businessId)).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });

  it.each(['<html>', '{}', '{"items":[]}', '{"items":[],"has_more":true}', '[]'])(
    'that is answered with %j never means that there is nothing',
    async (text) => {
      const agents = answered(() => new Response(text));
      await expect(agents.find(agent.businessId)).rejects.toMatchObject({ code: 'vendor_unavailable' });
    },
  );

  it('means that there is nothing where Retell says so', async () => {
    const missing = 'Cannot find requested asset under given api key.';

    expect(await says(404).read(at, 'latest')).toBeUndefined();
    expect(await says(422, missing).read(at, 'latest')).toBeUndefined();
    await expect(says(422, 'version must be a number').read(at, 'latest')).rejects.toMatchObject({
      code: 'vendor_refused',
    });
  });
});

describe("Retell's key", () => {
  it('is read once more where Retell does not know it any more', async () => {
    const held = { platform, retell: { apiKeys: ['key_old'] } };
    const stored = { platform, retell: { apiKeys: [KEY] } };
    const { agents, retell } = await retellAccount({ secrets: secretsOf(held, stored) });

    await agents.createModel(agent);

    expect(retell.books().llms).toHaveLength(1);
    expect(retell.received().map(({ status }) => status)).toEqual([401, 201]);
  });

  it('is not tried again where it is the same', async () => {
    const wrong = { platform, retell: { apiKeys: ['key_wrong'] } };
    const { agents, retell } = await retellAccount({ secrets: secretsOf(wrong) });

    await expect(agents.find(agent.businessId)).rejects.toMatchObject({ code: 'vendor_unavailable' });
    expect(retell.received()).toHaveLength(1);
  });
});

it('every request leaves one line, with nothing of what either side said', async () => {
  const secret = aCompiledAgent({
    prompt: 'PROMPT-OF-THE-BUSINESS',
    businessId: 'biz_quiet00001' as BusinessId,
  });
  const agents = answered(() =>
    Response.json({ message: 'QUOTED: PROMPT-OF-THE-BUSINESS' }, { status: 400 }),
  );

  await expect(agents.createModel(secret)).rejects.toMatchObject({
    code: 'vendor_refused',
    facts: { vendor: 'retell', step: 'create model', status: 400, because: '400' },
  });

  expect(logged).toEqual([
    [
      'vendor.attempted',
      {
        ...{ vendor: 'retell', operation: 'create model', outcome: 'refused', code: '400', status: 400 },
        milliseconds: expect.any(Number),
      },
    ],
  ]);
});
