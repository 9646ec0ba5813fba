import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';
import { retellAccount } from './retell-account.ts';

const agent = aCompiledAgent();
const { businessId } = agent;
const changed = aCompiledAgent({ prompt: 'You answer the phone of {{business_name}}.' });

const madeAt = async (account: Awaited<ReturnType<typeof retellAccount>>, of = agent) => {
  const modelId = await account.agents.createModel(of);
  return account.agents.createAgent(of, modelId);
};

describe('an agent at Retell', () => {
  it('is nothing before it is made', async () => {
    const { agents } = await retellAccount();

    expect(await agents.find(businessId)).toEqual({});
    expect(await agents.read({ agentId: 'agent_none', modelId: 'llm_none' }, 'latest')).toBeUndefined();
  });

  it('is found half made and made, by the id of its business and no other', async () => {
    const account = await retellAccount();
    const { agents } = account;
    const neighbour = aCompiledAgent({ businessId: `${businessId}2` as BusinessId });
    await madeAt(account, neighbour);

    const modelId = await agents.createModel(agent);
    expect(await agents.find(businessId)).toEqual({ modelId });

    const at = await agents.createAgent(agent, modelId);
    expect(await agents.find(businessId)).toEqual(at);
    expect(at.modelId).toBe(modelId);
  });

  it('is, where there are several, the oldest of more than a page', async () => {
    const account = await retellAccount();
    for (let count = 0; count < 101; count += 1) {
      const other = `biz_other${String(count).padStart(5, '0')}` as BusinessId;
      await account.agents.createModel(aCompiledAgent({ businessId: other }));
    }
    const first = await account.agents.createModel(agent);
    await account.agents.createModel(agent);

    expect(await account.agents.find(businessId)).toEqual({ modelId: first });
  });

  it('reads back as the very agent that was compiled, as a draft', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);

    expect(await account.agents.read(at, 'latest')).toEqual({
      version: 0,
      isPublished: false,
      hash: agent.hash,
    });
  });

  it('is published as it stands, and stays so when the next draft is written', async () => {
    const account = await retellAccount();
    const { agents } = account;
    const at = await madeAt(account);

    await agents.publish(at, 0);
    expect(await agents.read(at, 'latest')).toEqual({ version: 0, isPublished: true, hash: agent.hash });

    await agents.write(at, changed);
    expect(await agents.read(at, 'latest')).toEqual({ version: 1, isPublished: false, hash: changed.hash });
    expect(await agents.read(at, 0)).toEqual({ version: 0, isPublished: true, hash: agent.hash });

    await agents.publish(at, 1);
    expect(await agents.read(at, 1)).toEqual({ version: 1, isPublished: true, hash: changed.hash });
  });

  it('begins no second draft while there is one', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);
    await account.agents.publish(at, 0);

    await account.agents.write(at, changed);
    await account.agents.write(at, agent);

    expect(await account.agents.read(at, 'latest')).toMatchObject({ version: 1, hash: agent.hash });
    expect(account.requests().filter((one) => one.includes('/create-agent-version'))).toHaveLength(1);
  });

  it('is written anew also for a model that an agent before it had published', async () => {
    const account = await retellAccount();
    const { agents } = account;
    const first = await madeAt(account);
    await agents.publish(first, 0);
    await agents.remove({ agentId: first.agentId });

    const at = await agents.createAgent(agent, first.modelId);
    await agents.write(at, changed);

    expect(await agents.read(at, 'latest')).toMatchObject({ isPublished: false, hash: changed.hash });
  });

  it('may be published twice, and a version that is not there may not', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);
    await account.agents.publish(at, 0);

    await expect(account.agents.publish(at, 0)).resolves.toBeUndefined();
    await expect(account.agents.publish(at, 1)).rejects.toMatchObject({ code: 'vendor_refused' });
  });

  it('is set right again after somebody changed it by hand, whatever it was', async () => {
    const account = await retellAccount();
    const { agents, atRetell } = account;
    const at = await madeAt(account);
    const byHand = [
      await atRetell('PATCH', `/update-retell-llm/${at.modelId}`, {
        ...{ begin_message: 'Yo.', knowledge_base_ids: ['kb_1'], begin_after_user_silence_ms: 500 },
      }),
      await atRetell('PATCH', `/update-agent/${at.agentId}`, {
        // Whole, as the types have it; both of these are as they were.
        ...{ voice_id: 'retell-Cimo', response_engine: { type: 'retell-llm', llm_id: at.modelId } },
        ...{ voice_speed: 1.5, ambient_sound: 'call-center', webhook_url: 'https://elsewhere.example' },
      }),
    ];
    expect(byHand.map(({ status }) => status)).toEqual([200, 200]);
    expect((await agents.read(at, 'latest'))?.hash).toBeUndefined();

    await agents.write(at, agent);
    expect(await agents.read(at, 'latest')).toMatchObject({ version: 0, hash: agent.hash });
  });

  it('is set right also where what was changed by hand was published', async () => {
    const account = await retellAccount();
    const { agents, atRetell } = account;
    const at = await madeAt(account);
    await atRetell('PATCH', `/update-retell-llm/${at.modelId}`, { knowledge_base_ids: ['kb_1'] });
    await agents.publish(at, 0);

    await agents.write(at, agent);

    expect(await agents.read(at, 'latest')).toEqual({ version: 1, isPublished: false, hash: agent.hash });
    expect((await agents.read(at, 0))?.hash).toBeUndefined();
  });

  it('is taken away with its model, and a repeat changes nothing', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);

    await account.agents.remove(at);
    await account.agents.remove(at);

    expect(await account.agents.read(at, 'latest')).toBeUndefined();
    expect(await account.agents.find(businessId)).toEqual({});
    expect(account.retell.books()).toMatchObject({ llms: [], agents: [] });
  });

  it('is taken away by two at once', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);

    await Promise.all([account.agents.remove(at), account.agents.remove(at)]);

    expect(account.retell.books()).toMatchObject({ llms: [], agents: [] });
  });

  it('must carry the id of its business, by which it is found again', async () => {
    const { agents } = await retellAccount();
    const nameless = aCompiledAgent({ name: 'Apex Heating & Air' });
    const modelId = await agents.createModel(nameless);

    await expect(agents.createAgent(nameless, modelId)).rejects.toThrow('our id');
  });
});

describe('an answer that was lost', () => {
  it.each(['drop-connection-after', 'error-500-after'] as const)(
    'leaves one model and one agent to be found (%s)',
    async (effect) => {
      const account = await retellAccount();
      const { agents, retell } = account;

      retell.faults.add({ match: { path: '/create-retell-llm' }, effect, times: 1 });
      await expect(agents.createModel(agent)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
      const { modelId = '' } = await agents.find(businessId);

      retell.faults.add({ match: { path: '/create-agent' }, effect, times: 1 });
      await expect(agents.createAgent(agent, modelId)).rejects.toMatchObject({
        code: 'vendor_outcome_unknown',
      });
      const at = await agents.find(businessId);

      expect(at).toEqual({ modelId, agentId: expect.stringMatching(/^agent_/) });
      const books = retell.books();
      expect([books.llms.length, books.agents.length]).toEqual([1, 1]);
    },
  );

  it('of a publication is made good by publishing again', async () => {
    const account = await retellAccount();
    const at = await madeAt(account);
    account.retell.faults.add({
      match: { path: '/publish-agent-version' },
      effect: 'drop-connection-after',
      times: 1,
    });

    await expect(account.agents.publish(at, 0)).rejects.toMatchObject({ code: 'vendor_outcome_unknown' });
    await account.agents.publish(at, 0);

    expect(await account.agents.read(at, 0)).toMatchObject({ isPublished: true });
  });
});
