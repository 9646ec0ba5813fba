import { describe, expect, it } from 'vitest';
import { CALLER, NUMBER, OTHER, provisioning } from './provisioned.ts';

const deciding = (decision: object) => (heard: { path: string }) =>
  heard.path === '/provisioned/inbound' ? { body: { call_inbound: decision } } : undefined;

const aLine = async (decision: object = {}) => {
  const account = await provisioning(deciding(decision));
  const { agentId, llmId } = await account.anAgent();
  await account.publish(agentId);
  expect((await account.bind(agentId)).status).toBe(201);
  return { ...account, agentId, llmId };
};

describe('a call to a number that was imported', () => {
  it('goes to the addresses that were provisioned, and nowhere else', async () => {
    const { retell, api, agentId } = await aLine({ dynamic_variables: { greeting: 'Thanks for calling.' } });

    const call = await retell.placeCall({ from: CALLER, to: OTHER });
    await call.tool('lookup_availability', {});
    call.hangUp();
    await retell.webhooks.idle();

    expect(api.heard.map(({ path }) => path)).toEqual([
      '/provisioned/inbound',
      '/provisioned/events',
      '/provisioned/lookup_availability',
      '/provisioned/events',
      '/provisioned/events',
    ]);
    expect(api.heard[0]?.body.call_inbound).toMatchObject({ agent_id: agentId, agent_version: 0 });
    expect(call.call()).toMatchObject({ agent_id: agentId, agent_version: 0, agent_name: 'Apex' });
  });

  it('is opened with begin_message, its variables filled by the webhook or else by their defaults', async () => {
    const told = await aLine({ dynamic_variables: { greeting: 'Thanks for calling.' } });
    const silent = await aLine();

    expect((await told.retell.placeCall({ from: CALLER, to: OTHER })).opening).toBe('Thanks for calling.');
    expect((await silent.retell.placeCall({ from: CALLER, to: OTHER })).opening).toBe('Hello from nobody.');
  });

  it('is opened, prompted and equipped as the webhook overrides it for this call', async () => {
    const override = { begin_message: 'Sorry, {{who}} cannot talk.', general_prompt: 'Take no orders.' };
    const { retell } = await aLine({
      dynamic_variables: { who: 'Apex' },
      agent_override: { retell_llm: { ...override, general_tools: [] } },
    });

    const call = await retell.placeCall({ from: CALLER, to: OTHER });

    expect(call.opening).toBe('Sorry, Apex cannot talk.');
    expect(call.override).toEqual({ ...override, general_tools: [] });
    await expect(call.tool('lookup_availability', {})).rejects.toThrow('no tool');
  });

  it('overrides also for a number that was added by hand', async () => {
    const { retell } = await provisioning((heard) =>
      heard.path === '/inbound'
        ? { body: { call_inbound: { agent_override: { retell_llm: { begin_message: 'Closed.' } } } } }
        : undefined,
    );

    expect((await retell.placeCall({ from: CALLER, to: NUMBER })).opening).toBe('Closed.');
  });

  it('is answered by the version that was published last, not by the draft after it', async () => {
    const { retell, ask, agentId, publish } = await aLine();
    const { body: draft } = await ask(`POST /create-agent-version/${agentId}`, { base_version: 0 });
    const { llm_id: llmId, version } = draft.response_engine as { llm_id: string; version: number };
    await ask(`PATCH /update-retell-llm/${llmId}?version=${version}`, { begin_message: 'The new one.' });

    const before = await retell.placeCall({ from: CALLER, to: OTHER });
    await publish(agentId, 1);
    const after = await retell.placeCall({ from: CALLER, to: OTHER });

    expect([before.opening, after.opening]).toEqual(['Hello from nobody.', 'The new one.']);
    expect(after.call()).toMatchObject({ agent_version: 1 });
  });

  it('is answered by the version that it is bound to', async () => {
    const { retell, ask, agentId, publish } = await aLine();
    await ask(`POST /create-agent-version/${agentId}`, { base_version: 0 });
    await publish(agentId, 1);
    await ask(`PATCH /update-phone-number/${encodeURIComponent(OTHER)}`, {
      inbound_agents: [{ agent_id: agentId, agent_version: 0, weight: 1 }],
    });

    expect((await retell.placeCall({ from: CALLER, to: OTHER })).call()).toMatchObject({ agent_version: 0 });
  });

  it('is not answered where its agent is not published, gone or not bound', async () => {
    const account = await provisioning();
    const { retell, ask, publish } = account;
    const { agentId } = await account.anAgent();
    await account.bind(agentId);
    const ring = () => retell.placeCall({ from: CALLER, to: OTHER });

    await expect(ring()).rejects.toMatchObject({ name: 'NotAnswered' });
    await publish(agentId);
    await expect(ring()).resolves.toBeDefined();
    await ask(`PATCH /update-phone-number/${encodeURIComponent(OTHER)}`, { inbound_agents: null });
    await expect(ring()).rejects.toMatchObject({ name: 'NotAnswered' });
    await ask(`PATCH /update-phone-number/${encodeURIComponent(OTHER)}`, {
      inbound_agents: [{ agent_id: agentId, agent_version: 'latest_published', weight: 1 }],
    });
    await ask(`DELETE /delete-agent/${agentId}`);
    await expect(ring()).rejects.toMatchObject({ name: 'NotAnswered' });
    await ask(`DELETE /delete-phone-number/${encodeURIComponent(OTHER)}`);
    await expect(ring()).rejects.toThrow('no Retell number');
  });

  it.each([1, 'latest', 'prod'])(
    'is not answered where it is bound to a draft or a tag (%s)',
    async (version) => {
      const { retell, ask, agentId } = await aLine();
      await ask(`POST /create-agent-version/${agentId}`, { base_version: 0 });
      await ask(`PATCH /update-phone-number/${encodeURIComponent(OTHER)}`, {
        inbound_agents: [{ agent_id: agentId, agent_version: version, weight: 1 }],
      });

      await expect(retell.placeCall({ from: CALLER, to: OTHER })).rejects.toMatchObject({
        name: 'NotAnswered',
      });
    },
  );

  it('is not answered for a caller of a country that is not let in', async () => {
    const account = await provisioning();
    const { agentId } = await account.anAgent();
    await account.publish(agentId);
    await account.bind(agentId, { allowed_inbound_country_list: ['US', 'CA'] });
    const ring = (from: string) => account.retell.placeCall({ from, to: OTHER });

    await expect(ring('+442079460000')).rejects.toMatchObject({ name: 'NotAnswered' });
    await expect(ring('+14165550100')).resolves.toBeDefined();
    await expect(ring('anonymous')).resolves.toBeDefined();
  });

  it('goes to the agent that the webhook names, if that one is published', async () => {
    let override = '';
    const account = await provisioning((heard) =>
      heard.path === '/provisioned/inbound'
        ? { body: { call_inbound: { override_agent_id: override } } }
        : undefined,
    );
    const [bound, other] = [await account.anAgent(), await account.anAgent({ agent_name: 'Other' })];
    await account.publish(bound.agentId);
    await account.bind(bound.agentId);
    override = other.agentId;

    await expect(account.retell.placeCall({ from: CALLER, to: OTHER })).rejects.toMatchObject({
      name: 'NotAnswered',
    });
    await account.publish(other.agentId);
    const call = await account.retell.placeCall({ from: CALLER, to: OTHER });

    expect(call.call()).toMatchObject({ agent_id: other.agentId, agent_name: 'Other' });
  });

  it('is not answered where the webhook names an agent without its version and the latest one is a draft', async () => {
    const named: { agent?: string; version?: number } = {};
    const account = await provisioning((heard) =>
      heard.path === '/provisioned/inbound'
        ? {
            body: {
              call_inbound: { override_agent_id: named.agent, override_agent_version: named.version },
            },
          }
        : undefined,
    );
    const { agentId } = await account.anAgent();
    await account.publish(agentId);
    await account.bind(agentId);
    await account.ask(`POST /create-agent-version/${agentId}`, { base_version: 0 });
    const ring = () => account.retell.placeCall({ from: CALLER, to: OTHER });
    await expect(ring()).resolves.toBeDefined();

    named.agent = agentId;
    await expect(ring()).rejects.toMatchObject({ name: 'NotAnswered' });
    named.version = 0;
    await expect(ring()).resolves.toBeDefined();
  });

  it('tries a tool as often as the tool says', async () => {
    const account = await provisioning((heard) =>
      heard.path.includes('lookup') ? { status: 500 } : undefined,
    );
    const { agentId } = await account.anAgent(
      {},
      { general_tools: [{ ...account.tool('lookup_availability'), max_retry: 2 }] },
    );
    await account.publish(agentId);
    await account.bind(agentId);

    const call = await account.retell.placeCall({ from: CALLER, to: OTHER });

    expect(await call.tool('lookup_availability', {})).toMatchObject({ ok: false, attempts: 3 });
    await expect(call.tool('book_appointment', {})).rejects.toThrow('no tool book_appointment');
  });
});
