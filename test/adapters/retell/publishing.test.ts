import { describe, expect, it } from 'vitest';
import { PUBLISH_CLAIM_MS } from '../../../functions/domain/agent/agent-record.ts';
import type { VoiceAgents } from '../../../functions/domain/agent/ports.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { rollbackAgent } from '../../../functions/domain/agent/rollback-agent.ts';
import { compiledOf } from '../../../functions/domain/agent/wanted-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { TRADE_PACKS } from '../../../functions/domain/trade/trade-packs.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { retellAccount } from './retell-account.ts';

const ids = derivedIds(hashing);
class Crash extends Error {}

/** Dies after the nth answer of the vendor, and is another worker from then on. */
const dyingAfter = (agents: VoiceAgents, nth: number): VoiceAgents => {
  let count = 0;
  return new Proxy(agents, {
    get: (target, name) => {
      const ask = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        const answer = await ask(...given);
        count += 1;
        if (count === nth) throw new Crash();
        return answer;
      };
    },
  });
};

const aWorld = async (dies = 0) => {
  const account = await retellAccount();
  const { records, record, decisions } = memoryAgents();
  let business: Business = aBusiness();
  let now = MONDAY_MORNING;
  const settings = { find: async () => business };
  const agents = dyingAfter(account.agents, dies);
  const deps = { ids, records, settings, agents, clock: { now: () => now } };
  const publish = publishAgent(deps);
  const listed = async (method: string, path: string): Promise<unknown[]> =>
    JSON.parse((await account.atRetell(method, path, method === 'POST' ? {} : undefined)).text).items;
  return {
    ...account,
    record,
    decisions,
    publish: () => publish(business.id, 'settings'),
    back: (from: number) => rollbackAgent(deps)(business.id, from, 'per_1' as never, now),
    become: (differing: Partial<Business>) => {
      business = aBusiness(differing);
    },
    wait: () => {
      now += PUBLISH_CLAIM_MS;
    },
    hash: () => compiledOf({ ids }, business).hash,
    made: async () => ({
      agents: (await listed('POST', '/v2/list-agents')).length,
      models: (await listed('GET', '/v2/list-retell-llms')).length,
    }),
  };
};

describe('an agent that is published at Retell [A1]', () => {
  it.each(TRADE_PACKS.map(({ id }) => id))('is what the settings and the pack make (%s)', async (trade) => {
    const world = await aWorld();
    world.become({ trade });

    const { at, live } = await world.publish();

    expect(live.hash).toBe(world.hash());
    expect(await world.agents.read(at, live.vendorVersion)).toMatchObject({
      isPublished: true,
      hash: live.hash,
    });
    expect(await world.made()).toEqual({ agents: 1, models: 1 });
  });

  it('is not written again where nothing has changed', async () => {
    const world = await aWorld();
    await world.publish();
    const before = world.requests().length;

    expect(await world.publish()).toMatchObject({ did: 'unchanged' });

    expect(world.requests().slice(before)).toEqual(['GET /get-agent', 'GET /get-retell-llm']);
  });

  it('follows its settings, goes back, and stays one agent', async () => {
    const world = await aWorld();
    await world.publish();
    const first = world.hash();
    world.become({ name: 'Apex Heating' });
    const { at } = await world.publish();
    await world.back(2);
    const { live } = await world.publish();

    expect(live).toMatchObject({ number: 1, hash: first });
    expect(await world.agents.read(at, live.vendorVersion)).toMatchObject({ isPublished: true, hash: first });
    expect(await world.made()).toEqual({ agents: 1, models: 1 });
  });

  it.each([1, 2, 3, 4, 5, 6])('is one, of one model, though its worker died after answer %i', async (nth) => {
    const world = await aWorld(nth);
    await expect(world.publish()).rejects.toThrow(Crash);

    world.wait();
    const { live } = await world.publish();

    expect(live.hash).toBe(world.hash());
    expect(live.vendorVersion).toBe(0);
    expect(world.decisions).toEqual(['published 1']);
    expect(await world.made()).toEqual({ agents: 1, models: 1 });
  });

  it('is published anew where somebody has changed it on the pages of Retell', async () => {
    const world = await aWorld();
    const { at } = await world.publish();
    world.become({ name: 'Apex Heating' });
    await world.publish();
    await world.atRetell('POST', `/create-agent-version/${at.agentId}`, { base_version: 1 });

    world.become({ name: 'Apex' });
    const { live } = await world.publish();

    expect(await world.agents.read(at, live.vendorVersion)).toMatchObject({
      isPublished: true,
      hash: world.hash(),
    });
  });
});
