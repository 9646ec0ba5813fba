import Retell from 'retell-sdk';
import { describe, expect, it } from 'vitest';
import { KEY, OTHER, provisioning } from './provisioned.ts';

const path = encodeURIComponent(OTHER);

describe('an agent at the local Retell', () => {
  it('is what the official SDK makes, reads and publishes', async () => {
    const { retell, aModel } = await provisioning();
    const client = new Retell({ apiKey: KEY, baseURL: retell.url, maxRetries: 0 });
    const llmId = await aModel();

    const made = await client.agent.create({
      agent_name: 'Apex',
      voice_id: 'retell-Cimo',
      response_engine: { type: 'retell-llm', llm_id: llmId },
    });
    await client.agent.publish(made.agent_id, { version: 0 });
    const shown = await client.agent.retrieve(made.agent_id);
    const listed = await client.agent.list({ filter_criteria: { query: 'aPEX' } });
    const models = await client.llm.list();

    expect(made).toMatchObject({ version: 0, is_published: false, response_engine: { version: 0 } });
    expect(shown).toMatchObject({ agent_id: made.agent_id, is_published: true, agent_name: 'Apex' });
    expect(listed).toMatchObject({
      items: [{ agent_id: made.agent_id, agent_name: 'Apex', channel: 'voice' }],
      has_more: false,
    });
    expect(models.items).toMatchObject([{ llm_id: llmId, is_published: true }]);
  });

  it('is frozen with its model when it is published, and goes on as a draft of both', async () => {
    const { ask, anAgent, publish } = await provisioning();
    const { agentId, llmId } = await anAgent();
    expect((await publish(agentId)).status).toBe(200);

    const [agent, model] = [
      await ask(`PATCH /update-agent/${agentId}`, { agent_name: 'Other' }),
      await ask(`PATCH /update-retell-llm/${llmId}`, { begin_message: 'Other' }),
    ];
    const draft = await ask(`POST /create-agent-version/${agentId}`, { base_version: 0 });
    await ask(`PATCH /update-agent/${agentId}?version=1`, { agent_name: 'Other' });
    const versions = await ask(`GET /get-agent-versions/${agentId}`);

    expect([agent.status, model.status]).toEqual([400, 400]);
    expect(draft).toMatchObject({
      status: 201,
      body: { version: 1, base_version: 0, is_published: false, response_engine: { version: 1 } },
    });
    expect(versions.body).toMatchObject([
      { version: 0, is_published: true, agent_name: 'Apex' },
      { version: 1, is_published: false, agent_name: 'Other' },
    ]);
  });

  it('is published once a version, and only a version that is there', async () => {
    const { anAgent, publish } = await provisioning();
    const { agentId } = await anAgent();

    expect((await publish(agentId, 1)).status).toBe(404);
    expect((await publish(agentId)).status).toBe(200);
    expect((await publish(agentId)).status).toBe(400);
    expect((await publish('agent_none')).status).toBe(404);
  });

  it('keeps its model from being removed', async () => {
    const { ask, anAgent } = await provisioning();
    const { agentId, llmId } = await anAgent();

    const kept = await ask(`DELETE /delete-retell-llm/${llmId}`);
    await ask(`DELETE /delete-agent/${agentId}`);
    const removed = await ask(`DELETE /delete-retell-llm/${llmId}`);
    const again = await ask(`DELETE /delete-retell-llm/${llmId}`);

    expect([kept.status, removed.status, again.status]).toEqual([400, 204, 422]);
  });

  it.each([
    ['GET /get-agent/agent_none'],
    ['GET /get-retell-llm/llm_none'],
    ['GET /get-agent-versions/agent_none'],
    ['GET /get-phone-number/%2B15125550199'],
    ['DELETE /delete-agent/agent_none'],
    ['DELETE /delete-phone-number/%2B15125550199'],
  ])('says in the words of Retell that nothing is at %s', async (route) => {
    const { ask } = await provisioning();

    expect(await ask(route)).toEqual({
      status: 422,
      body: { status: 'error', message: 'Cannot find requested asset under given api key.' },
    });
    expect(await ask(route, undefined, 'key_wrong')).toEqual({
      status: 401,
      body: { status: 'error', message: 'API key is missing or invalid.' },
    });
  });
});

const number = { phone_number: OTHER, termination_uri: 'sip.telnyx.com' };

describe('a request to the local Retell', () => {
  it('imports a number once', async () => {
    const { ask } = await provisioning();

    expect((await ask('POST /import-phone-number', number)).status).toBe(201);
    expect((await ask('POST /import-phone-number', number)).status).toBe(400);
    expect((await ask(`DELETE /delete-phone-number/${path}`)).status).toBe(204);
    expect((await ask('POST /import-phone-number', number)).status).toBe(201);
  });

  it('never shows the password of a trunk', async () => {
    const { ask, retell } = await provisioning();
    const secret = { sip_trunk_auth_username: 'user', sip_trunk_auth_password: 'hush-hush' };

    const made = await ask('POST /import-phone-number', { ...number, ...secret });
    const shown = await ask(`GET /get-phone-number/${path}`);

    expect(made.body.sip_outbound_trunk_config).toMatchObject({ auth_username: 'user' });
    expect(JSON.stringify([made, shown, retell.books()])).not.toContain('hush-hush');
  });

  it('lists in pages and in the order that was asked for', async () => {
    const { ask, aModel } = await provisioning();
    const made = [await aModel(), await aModel(), await aModel()];
    const list = async (query: string) => (await ask(`GET /v2/list-retell-llms?${query}`)).body;

    const first = await list('limit=2&sort_order=ascending');
    const second = await list(`limit=2&sort_order=ascending&pagination_key=${first.pagination_key}`);
    const newest = await list('limit=1');

    expect([first, second].flatMap(({ items }) => items)).toMatchObject(made.map((llm_id) => ({ llm_id })));
    expect([first.has_more, second.has_more]).toEqual([true, false]);
    expect(newest.items).toMatchObject([{ llm_id: made[2] }]);
    expect((await ask('GET /v2/list-retell-llms?pagination_key=llm_none')).status).toBe(400);
  });
});
