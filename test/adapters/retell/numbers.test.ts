import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { ImportedNumber } from '../../../functions/domain/agent/ports.ts';
import { LOCAL_PLATFORM } from '../../../scripts/local/vendors/local-platform.ts';
import { aCompiledAgent } from '../../support/compiled-agent.ts';
import { secretsOf } from '../../support/secrets.ts';
import { OUR_URL, retellAccount } from './retell-account.ts';

const agent = aCompiledAgent();
const { businessId } = agent;
const NUMBER = '+15125550142';

/** An account with a published agent, which a number can be bound to. */
const withAgent = async () => {
  const account = await retellAccount();
  const modelId = await account.agents.createModel(agent);
  const { agentId } = await account.agents.createAgent(agent, modelId);
  await account.agents.publish({ agentId, modelId }, 0);
  const number: ImportedNumber = { number: NUMBER, agentId, agentVersion: 'latest_published' };
  return { ...account, agentId, number };
};

describe('a number at Retell', () => {
  it('is imported over our trunk, with the webhook of its business', async () => {
    const { numbers, retell, number, agentId } = await withAgent();
    expect(await numbers.find(NUMBER)).toBeUndefined();

    await numbers.import(businessId, number);

    expect(await numbers.find(NUMBER)).toEqual(number);
    expect(retell.received().find(({ path }) => path === '/import-phone-number')?.body).toEqual({
      phone_number: NUMBER,
      termination_uri: 'sip.telnyx.com',
      transport: 'TCP',
      sip_trunk_auth_username: LOCAL_PLATFORM.trunkUsername,
      sip_trunk_auth_password: LOCAL_PLATFORM.trunkPassword,
      nickname: businessId,
      inbound_agents: [{ agent_id: agentId, agent_version: 'latest_published', weight: 1 }],
      outbound_agents: null,
      inbound_webhook_url: `${OUR_URL}/voice/${businessId}/inbound`,
      allowed_inbound_country_list: ['US', 'CA'],
    });
  });

  it('is imported once by two at once, and both hear that it is', async () => {
    const { numbers, retell, number } = await withAgent();

    await Promise.all([numbers.import(businessId, number), numbers.import(businessId, number)]);

    expect(retell.books().importedNumbers).toHaveLength(1);
  });

  it('is there after an answer that was lost', async () => {
    const { numbers, retell, number } = await withAgent();
    retell.faults.add({ match: { path: '/import-phone-number' }, effect: 'drop-connection-after', times: 1 });

    await expect(numbers.import(businessId, number)).rejects.toMatchObject({
      code: 'vendor_outcome_unknown',
    });
    expect(await numbers.find(NUMBER)).toEqual(number);
    await numbers.import(businessId, number);
  });

  it('is not taken over from another agent by an import', async () => {
    const { numbers, number, agents } = await withAgent();
    await numbers.import(businessId, number);
    const other = aCompiledAgent({ businessId: 'biz_another0001' as BusinessId });
    const { agentId } = await agents.createAgent(other, await agents.createModel(other));

    await expect(numbers.import(other.businessId, { ...number, agentId })).rejects.toMatchObject({
      code: 'vendor_refused',
    });
    expect(await numbers.find(NUMBER)).toEqual(number);
  });

  it('is not bound to another version by an import', async () => {
    const { numbers, number } = await withAgent();
    await numbers.import(businessId, number);

    await expect(numbers.import(businessId, { ...number, agentVersion: 0 })).rejects.toMatchObject({
      code: 'vendor_refused',
    });
    expect(await numbers.find(NUMBER)).toEqual(number);
  });

  it('is bound to an older version, and back', async () => {
    const { numbers, number } = await withAgent();
    await numbers.import(businessId, number);

    await numbers.bind(businessId, { ...number, agentVersion: 0 });
    expect(await numbers.find(NUMBER)).toEqual({ ...number, agentVersion: 0 });

    await numbers.bind(businessId, number);
    expect(await numbers.find(NUMBER)).toEqual(number);
  });

  it.each<[string, object]>([
    ['another webhook', { inbound_webhook_url: 'https://elsewhere.example/inbound' }],
    ['the webhook of another business', { inbound_webhook_url: `${OUR_URL}/voice/biz_another0001/inbound` }],
    ['no webhook', { inbound_webhook_url: null }],
    ['another trunk', { termination_uri: 'sip.elsewhere.example' }],
    ['another user of the trunk', { auth_username: 'somebody' }],
    ['another transport', { transport: 'UDP' }],
    ['callers from everywhere', { allowed_inbound_country_list: null }],
    ['callers from elsewhere too', { allowed_inbound_country_list: ['US', 'CA', 'GB'] }],
    ['no agent', { inbound_agents: null }],
  ])(
    'shows with no agent of ours where somebody gave it %s, until it is bound anew',
    async (_what, change) => {
      const { numbers, number, atRetell } = await withAgent();
      await numbers.import(businessId, number);
      const changed = await atRetell('PATCH', `/update-phone-number/${encodeURIComponent(NUMBER)}`, change);
      expect(changed.status).toBe(200);

      expect(await numbers.find(NUMBER)).toMatchObject({ agentId: '' });

      await numbers.bind(businessId, number);
      expect(await numbers.find(NUMBER)).toEqual(number);
    },
  );

  it.each<[string, (agentId: string) => object[]]>([
    [
      'two agents',
      (agentId) => [
        { agent_id: agentId, agent_version: 0, weight: 0.5 },
        { agent_id: agentId, agent_version: 'latest_published', weight: 0.5 },
      ],
    ],
    ['the draft', (agentId) => [{ agent_id: agentId, agent_version: 'latest', weight: 1 }]],
    ['a tag', (agentId) => [{ agent_id: agentId, agent_version: 'prod', weight: 1 }]],
  ])('shows with no agent of ours where it is bound to %s', async (_what, bound) => {
    const { numbers, number, atRetell, agentId } = await withAgent();
    await numbers.import(businessId, number);
    await atRetell('PATCH', `/update-phone-number/${encodeURIComponent(NUMBER)}`, {
      inbound_agents: bound(agentId),
    });

    expect(await numbers.find(NUMBER)).toMatchObject({ agentId: '' });
  });

  it('is removed, and a repeat changes nothing', async () => {
    const { numbers, number, retell } = await withAgent();
    await numbers.import(businessId, number);

    await Promise.all([numbers.remove(NUMBER), numbers.remove(NUMBER)]);
    await numbers.remove(NUMBER);

    expect(await numbers.find(NUMBER)).toBeUndefined();
    expect(retell.books().importedNumbers).toEqual([]);
  });

  it('waits until the stage is connected, and asks Retell for nothing before', async () => {
    const { numbers, retell } = await retellAccount({ secrets: secretsOf({}) });
    const number: ImportedNumber = { number: NUMBER, agentId: 'agent_1', agentVersion: 0 };

    await expect(numbers.import(businessId, number)).rejects.toMatchObject({ code: 'vendor_unavailable' });
    expect(retell.received()).toEqual([]);
  });
});
