import { describe, expect, it } from 'vitest';
import { PUBLISH_CLAIM_MS } from '../../../functions/domain/agent/agent-record.ts';
import { bindNumber } from '../../../functions/domain/agent/bind-number.ts';
import { type PublishDeps, publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { rollbackAgent } from '../../../functions/domain/agent/rollback-agent.ts';
import { compiledOf } from '../../../functions/domain/agent/wanted-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { TRADE_PACKS } from '../../../functions/domain/trade/trade-packs.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { NotAnswered } from '../../../scripts/local/vendors/retell/provisioned-line.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { Crash, dying } from '../../support/dying.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { withoutLine } from '../../support/memory-line.ts';
import { retellAccount } from './retell-account.ts';

const ids = derivedIds(hashing);
const NUMBER = '+15125550142';
const aWorld = async (dies = 0) => {
  const account = await retellAccount();
  const { records, record, decisions } = memoryAgents();
  let business: Business = aBusiness();
  let now = MONDAY_MORNING;
  let agentIds: readonly string[] | undefined;
  const settings = {
    find: async () => (agentIds ? { ...business, agentIds, numbers: [NUMBER] } : withoutLine(business)),
  };
  const worker = dying(dies);
  const deps: PublishDeps = {
    ids,
    records,
    settings,
    agents: worker.asking(account.agents),
    voiceNumbers: worker.asking(account.numbers),
    registry: { byNumber: async () => business.id },
    lines: {
      addAgent: async (_, agentId) => {
        agentIds = [...new Set([agentId, ...(agentIds ?? [])])];
        return 'added';
      },
    },
    clock: { now: () => now },
  };
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
    dieAfter: worker.after,
    known: () => agentIds,
    /** As onboarding does it: the number that leads to the agent is the business's line. */
    connect: async (agentId: string) => {
      await bindNumber(account.numbers)(business.id, NUMBER, agentId);
      agentIds = [agentId];
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

describe('a line whose agent somebody has deleted at Retell [A1]', () => {
  const withLine = async () => {
    const world = await aWorld();
    const { at } = await world.publish();
    await world.connect(at.agentId);
    return { ...world, at };
  };
  const lost = async () => {
    const world = await withLine();
    expect((await world.atRetell('DELETE', `/delete-agent/${world.at.agentId}`)).status).toBe(204);
    return world;
  };
  const leadsTo = async ({ numbers }: Pick<Awaited<ReturnType<typeof aWorld>>, 'numbers'>) =>
    (await numbers.find(NUMBER))?.agentId;

  it('is only looked at where nothing is wrong with it', async () => {
    const world = await withLine();
    const before = world.requests().length;

    expect(await world.publish()).toMatchObject({ did: 'unchanged' });

    expect(world.requests().slice(before)).toEqual([
      'GET /get-agent',
      'GET /get-retell-llm',
      'GET /get-phone-number',
    ]);
  });

  it('leads to the one that is made in its place, of the same model', async () => {
    const world = await lost();
    await expect(world.retell.placeCall({ from: '+15125550187', to: NUMBER })).rejects.toThrow(NotAnswered);

    const { at, live } = await world.publish();

    expect(at.agentId).not.toBe(world.at.agentId);
    expect(at.modelId).toBe(world.at.modelId);
    expect(await world.numbers.find(NUMBER)).toEqual({
      number: NUMBER,
      agentId: at.agentId,
      agentVersion: 'latest_published',
    });
    expect(world.known()).toEqual([at.agentId, world.at.agentId]);
    expect(await world.agents.read(at, live.vendorVersion)).toMatchObject({ isPublished: true });
    expect(await world.made()).toEqual({ agents: 1, models: 1 });
    expect(await world.publish()).toMatchObject({ did: 'unchanged' });
  });

  /** On that way, by agents and numbers together. */
  const ANSWERS = 11;
  it.each(Array.from({ length: ANSWERS }, (_, nth) => nth + 1))(
    'leads to the one that is made in its place, though the worker died after answer %i',
    async (nth) => {
      const world = await lost();
      world.dieAfter(nth);
      await expect(world.publish()).rejects.toThrow(Crash);

      world.wait();
      const { at } = await world.publish();

      expect(await leadsTo(world)).toBe(at.agentId);
      expect(world.known()).toEqual([at.agentId, world.at.agentId]);
      expect(await world.made()).toEqual({ agents: 1, models: 1 });
    },
  );

  it('has it told in so many answers', async () => {
    const world = await lost();
    world.dieAfter(ANSWERS + 1);

    await expect(world.publish()).resolves.toMatchObject({ did: 'published' });
  });

  it.each<[string, object]>([
    ['no agent', { inbound_agents: null }],
    ['a version of before', { inbound_agents: [{ agent_id: 'its own', agent_version: 0, weight: 1 }] }],
    ['another webhook', { inbound_webhook_url: 'https://elsewhere.example/inbound' }],
  ])('leads to it again where somebody has given its number %s', async (_what, change) => {
    const world = await withLine();
    const { agentId } = world.at;
    const body = JSON.parse(JSON.stringify(change).replace('its own', agentId));
    const path = `/update-phone-number/${encodeURIComponent(NUMBER)}`;
    expect((await world.atRetell('PATCH', path, body)).status).toBe(200);

    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1, vendorVersion: 0 } });

    expect(await world.numbers.find(NUMBER)).toEqual({
      number: NUMBER,
      agentId,
      agentVersion: 'latest_published',
    });
  });
});
