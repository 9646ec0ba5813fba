import { expect, it } from 'vitest';
import { dynamoAgentRecords } from '../../../functions/adapters/dynamodb/agent-versions.ts';
import {
  dynamoBusinessCreation,
  dynamoLineConnection,
} from '../../../functions/adapters/dynamodb/business-creation.ts';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import { dynamoSettings } from '../../../functions/adapters/dynamodb/settings.ts';
import { PersonId } from '../../../functions/contracts/api/people.ts';
import { CloudGreetEvent } from '../../../functions/contracts/events.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { agentAnswers } from '../../../functions/domain/agent/answer-agent.ts';
import { followSettings } from '../../../functions/domain/agent/follow-settings.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { rollbackAgent } from '../../../functions/domain/agent/rollback-agent.ts';
import { changeSettings } from '../../../functions/domain/business/change-settings.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { waiting } from '../../../functions/runtime/waiting.ts';
import { aBusiness, MONDAY_MORNING as NOW } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { memoryLine } from '../../support/memory-line.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const ids = derivedIds(hashing);
const OWNER = PersonId.parse('00000000-0000-4000-8000-000000000001');
let serial = 0;

onBothStores('the agent of a business [A1]', (store) => {
  const anAgent = async () => {
    const table = store();
    serial += 1;
    const id = `biz_agents${serial}x` as BusinessId;
    const agentId = `agent_${id}`;
    const numbers = [`+1512555${String(1000 + serial)}`];
    const business = aBusiness({ id, agentIds: [agentId], numbers });
    const billing = { ...business.billing, stripeCustomerId: `cus_agents${serial}` };
    const messaging = { ...business.messaging, from: numbers[0] ?? '' };
    await dynamoBusinessCreation(table, waiting).create({ ...business, billing, messaging });
    const vendor = memoryAgents(id);
    const line = memoryLine(vendor.doing, vendor.has, business);
    const settings = dynamoSettings(table, waiting);
    const records = dynamoAgentRecords(table, ids, waiting);
    const registry = dynamoRegistry(table);
    const deps = {
      ids,
      settings,
      records,
      agents: vendor.vendor,
      voiceNumbers: line.ports.voiceNumbers,
      registry,
      lines: dynamoLineConnection(table, waiting),
      clock: { now: () => NOW },
    };
    const change = changeSettings(settings);
    const follow = followSettings(deps);
    const answers = agentAnswers({ by: hashing, of: async () => ({ settings, agentRecords: records }) });
    return {
      id,
      agentId,
      vendor,
      line,
      settings,
      records,
      registry,
      publish: () => publishAgent(deps)(id, 'onboarding'),
      follow: (name: 'settings.changed' | 'agent.chosen' = 'settings.changed') =>
        follow({ businessId: id, name }),
      rename: async (name: string, version: number) => change(id, version, { name }, OWNER, NOW),
      back: (from: number) => rollbackAgent(deps)(id, from, OWNER, NOW),
      show: () => answers.showAgent({ path: { businessId: id } } as Parameters<typeof answers.showAgent>[0]),
      list: () =>
        answers.listAgentVersions({ path: { businessId: id } } as Parameters<
          typeof answers.listAgentVersions
        >[0]),
      rows: async () => (await table.rows()).filter(({ pk }) => String(pk).startsWith(`BIZ#${id}#`)),
      find: () => records.find(id),
    };
  };
  type Agent = Awaited<ReturnType<typeof anAgent>>;
  const announced = async ({ rows }: Agent, name: string) =>
    (await rows()).filter(({ event }) => (event as { name?: string } | undefined)?.name === name);

  it('is published, followed by its settings, and gone back from, as its owner sees it', async () => {
    const agent = await anAgent();
    expect(await agent.show()).toEqual({ state: 'none' });
    expect(await agent.follow()).toBe('no agent');

    await agent.publish();
    const first = await agent.show();
    expect(first).toMatchObject({ state: 'current', live: { number: 1, since: '2026-11-23T15:00:00.000Z' } });
    expect(first.wanted?.hash).toBe(first.live?.hash);

    await agent.rename('Apex Heating', 0);
    expect(await agent.show()).toMatchObject({ state: 'pending', live: { number: 1 } });
    expect(await agent.follow()).toBe('published');
    expect(await agent.show()).toMatchObject({ state: 'current', live: { number: 2 } });
    expect(await agent.follow()).toBe('unchanged');

    await agent.back(2);
    expect(await agent.show()).toMatchObject({
      state: 'pending',
      live: { number: 2 },
      chosen: { number: 1 },
    });
    expect(await agent.follow('agent.chosen')).toBe('published');
    expect(await agent.show()).toMatchObject({
      state: 'current',
      live: { number: 1 },
      chosen: { number: 1 },
    });
    expect(agent.vendor.heard()).toEqual([first.live?.hash]);

    const { items } = await agent.list();
    expect(items.map(({ number, reason }) => [number, reason])).toEqual([
      [2, 'settings'],
      [1, 'onboarding'],
    ]);
    expect(items[0]?.prompt).toContain('«Apex Heating»');
    const decided = (await agent.rows()).flatMap(({ pk, what, actor }) =>
      String(pk).endsWith('#AUDIT') ? [`${what} ${actor}`] : [],
    );
    expect(decided.toSorted()).toEqual([
      `agent.chosen person:${OWNER}`,
      'agent.published system',
      'agent.published system',
      'agent.published system',
      `settings.changed person:${OWNER}`,
    ]);
  });

  it('shows a publish that failed, with what is wrong, until it is made good', async () => {
    const agent = await anAgent();
    await agent.publish();
    await agent.rename('Apex Heating', 0);
    agent.vendor.interfereBy((step) => {
      if (step === 'publish') throw new Refusal('vendor_refused', { vendor: 'retell' });
    });

    await expect(agent.follow()).rejects.toThrow('vendor_refused');
    expect(await agent.show()).toMatchObject({
      state: 'failed',
      live: { number: 1 },
      failed: { problem: 'vendor_refused', reason: 'settings' },
    });

    await agent.rename('Apex Heating & Air', 1);
    agent.vendor.interfereBy(() => undefined);
    await agent.follow();
    const shown = await agent.show();
    expect(shown).toMatchObject({ state: 'current', live: { number: 1 } });
    expect(shown.failed).toBeUndefined();
  });

  it('follows what changes while it is published, without being told again', async () => {
    const agent = await anAgent();
    await agent.publish();
    await agent.rename('Two', 0);
    let changed = false;
    agent.vendor.interfereBy(async (step) => {
      if (step !== 'publish' || changed) return;
      changed = true;
      await agent.rename('Three', 1);
    });

    expect(await agent.follow()).toBe('published');

    expect(await agent.show()).toMatchObject({ state: 'current', live: { number: 3 } });
  });

  it('is another one where somebody has deleted it at the vendor, known as of its business before anybody hears it', async () => {
    const agent = await anAgent();
    await agent.publish();
    const first = String((await agent.find())?.at?.agentId);
    const known = async () => (await agent.settings.find(agent.id))?.agentIds;
    expect(await known()).toEqual([first, agent.agentId]);
    agent.vendor.lose();
    let knownWhenBound: unknown;
    agent.vendor.interfereBy(async (step, isBefore) => {
      if (step === 'bind' && isBefore) knownWhenBound = await known();
    });

    expect(await agent.follow()).toBe('published');
    const second = String((await agent.find())?.at?.agentId);
    expect(second).not.toBe(first);
    expect(knownWhenBound).toEqual([second, first, agent.agentId]);
    expect([...agent.line.bound.values()].map(({ agentId }) => agentId)).toEqual([second]);
    for (const id of [first, second]) expect(await agent.registry.byAgent(id)).toBe(agent.id);
    expect(await agent.follow()).toBe('unchanged');
  });

  it('is told of a change by the transaction that changes it, once for all that is not announced yet', async () => {
    const agent = await anAgent();

    await agent.rename('One', 0);
    await agent.rename('Two', 1);

    const [row, ...others] = await announced(agent, 'settings.changed');
    expect(others).toEqual([]);
    expect(CloudGreetEvent.parse(row?.event)).toMatchObject({ at: '2026-11-23T15:00:00.000Z' });
    expect(row?.duePk).toBe('DUE#2026-11-23T15:01');
    await expect(agent.rename('Three', 0)).rejects.toThrow('changed_meanwhile');
    expect(await announced(agent, 'settings.changed')).toEqual([row]);
  });

  it('is told of what an owner chooses in the same way', async () => {
    const agent = await anAgent();
    await agent.publish();
    await agent.rename('Two', 0);
    await agent.follow();

    await agent.back(2);

    expect((await announced(agent, 'agent.chosen')).length).toBe(1);
  });

  it('is published once by ten at once', async () => {
    const agent = await anAgent();

    const ends = await Promise.allSettled(Array.from({ length: 10 }, agent.publish));

    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(agent.vendor.agents.length).toBe(1);
    expect((await agent.list()).items.length).toBe(1);
    expect((await agent.find())?.publishing).toBeUndefined();
  });

  it('keeps every version apart, the latest first, and its record without what it has lost', async () => {
    const agent = await anAgent();
    await agent.publish();
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      await agent.rename(`Name ${n}`, n);
      await agent.follow();
    }

    expect((await agent.list()).items.map(({ number }) => number)).toEqual([
      12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    const record = await agent.find();
    expect(Object.keys(record ?? {}).toSorted()).toEqual([
      'at',
      'businessId',
      'live',
      'published',
      'v',
      'version',
    ]);
  });
});
