import { describe, expect, it } from 'vitest';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import { PUBLISH_CLAIM_MS } from '../../../functions/domain/agent/agent-record.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { Refusal } from '../../../functions/domain/errors.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { memoryLine } from '../../support/memory-line.ts';
import { Crash, crash, points, refusal } from '../../support/publishing.ts';

const ids = derivedIds(hashing);
const NUMBERS = ['+15125550142', '+15125550143'];
const OTHER = 'biz_another0001' as BusinessId;

/** A business that callers reach by two numbers, as onboarding has connected it. */
const connected = async () => {
  const memory = memoryAgents();
  const line = memoryLine(memory.doing, memory.has, {
    id: aBusiness().id,
    agentIds: ['agent_1'],
    numbers: NUMBERS,
  });
  const business = aBusiness();
  let now = MONDAY_MORNING;
  const { records, vendor: agents } = memory;
  const publish = publishAgent({
    ids,
    records,
    agents,
    ...line.ports,
    settings: { find: async () => line.of(business) },
    clock: { now: () => now },
  });
  await publish(business.id, 'onboarding');
  const boundTo = () => NUMBERS.map((number) => line.bound.get(number)?.agentId);
  memory.requests.length = 0;
  return {
    ...memory,
    line,
    boundTo,
    publish: () => publish(business.id, 'settings'),
    wait: () => {
      now += PUBLISH_CLAIM_MS;
    },
    /** Interferes at the nth step from now on, and never again. */
    at: (nth: number, when: 'before' | 'after', what: () => void) => {
      let count = -1;
      memory.interfereBy((_, isBefore) => {
        if (isBefore) count += 1;
        if (count !== nth || isBefore !== (when === 'before')) return;
        memory.interfereBy(() => undefined);
        what();
      });
    },
  };
};

/** Every step of a publish after the agent was deleted. */
const MADE_ANEW = [
  ...['read', 'row', 'read', 'find', 'createAgent', 'row', 'read', 'row', 'publish', 'read'],
  ...['add agent', 'find number', 'find number'],
  ...['find number', 'bind', 'find number', 'find number', 'bind', 'find number', 'live row'],
];

describe('the numbers of a business whose agent is published [A1]', () => {
  it('lead to it, and are only looked at where nothing has changed', async () => {
    const world = await connected();

    expect(world.boundTo()).toEqual(['agent_1', 'agent_1']);
    expect(await world.publish()).toMatchObject({ did: 'unchanged' });
    expect(world.requests).toEqual(['read', 'find number', 'find number']);
  });

  it('lead to the one that is made in the place of one that somebody has deleted', async () => {
    const world = await connected();
    world.lose();

    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1 } });

    expect(world.requests).toEqual(MADE_ANEW);
    expect(world.boundTo()).toEqual(['agent_2', 'agent_2']);
    // First the one that answers: a number without an agent is answered by it.
    expect(world.line.known()).toEqual(['agent_2', 'agent_1']);
    expect(await world.publish()).toMatchObject({ did: 'unchanged' });
  });

  it.each(points(MADE_ANEW))(
    'lead to the one agent that there is in the end, cut off $when $step ($nth)',
    async ({ nth, when }) => {
      const world = await connected();
      world.lose();
      world.at(nth, when, crash);

      await expect(world.publish()).rejects.toThrow(Crash);
      world.wait();
      await world.publish();

      expect(world.boundTo()).toEqual(['agent_2', 'agent_2']);
      expect(world.line.known()).toEqual(['agent_2', 'agent_1']);
      expect(world.agents.map(({ agentId }) => agentId)).toEqual(['agent_lost', 'agent_2']);
      expect(await world.publish()).toMatchObject({ did: 'unchanged' });
    },
  );

  it.each(points(MADE_ANEW).filter(({ when }) => when === 'after'))(
    'lead to the one agent that there is, however a second publish comes in between ($step, $nth)',
    async ({ nth }) => {
      const world = await connected();
      world.lose();
      let second: Promise<unknown> = Promise.resolve();
      world.at(nth, 'after', () => {
        second = world.publish().catch((error: unknown) => error);
      });

      const ends = [await world.publish().catch((error: unknown) => error), await second];

      expect(ends.filter((end) => !(end instanceof Error)).length).toBeGreaterThan(0);
      expect(world.boundTo()).toEqual(['agent_2', 'agent_2']);
      expect(world.agents.map(({ agentId }) => agentId)).toEqual(['agent_lost', 'agent_2']);
    },
  );

  it('are bound again where somebody has bound one elsewhere, and the agent says nothing new', async () => {
    const world = await connected();
    const number = NUMBERS[1] ?? '';
    for (const by of [
      { number, agentId: '', agentVersion: 'latest_published' } as const,
      { number, agentId: 'agent_1', agentVersion: 0 },
    ]) {
      world.line.bound.set(number, by);

      expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1 } });
      expect(world.boundTo()).toEqual(['agent_1', 'agent_1']);
    }
    expect(world.versions).toHaveLength(1);
  });

  it('are there again where somebody has taken one away', async () => {
    const world = await connected();
    world.line.bound.delete(NUMBERS[0] ?? '');

    await world.publish();

    expect(world.boundTo()).toEqual(['agent_1', 'agent_1']);
  });

  it('are no other business’s: what has gone to another since is left as it is', async () => {
    const world = await connected();
    const [number = ''] = NUMBERS;
    const theirs = { number, agentId: 'agent_theirs', agentVersion: 'latest_published' } as const;
    world.line.owners.set(number, OTHER);
    world.line.bound.set(number, theirs);
    world.lose();

    await world.publish();

    expect(world.line.bound.get(number)).toEqual(theirs);
    expect(world.boundTo()[1]).toBe('agent_2');
  });

  it('stay astray, and are told as not published, as long as the vendor does not take them', async () => {
    const world = await connected();
    world.lose();
    world.interfereBy((step, isBefore) => {
      if (step === 'bind' && isBefore) throw new Refusal('vendor_unavailable', { vendor: 'retell' });
    });

    await expect(world.publish()).rejects.toEqual(refusal('vendor_unavailable'));
    expect(world.record()).toMatchObject({ live: { number: 1 }, failed: { fault: 'vendor_unavailable' } });

    world.interfereBy(() => undefined);
    await world.publish();
    expect(world.boundTo()).toEqual(['agent_2', 'agent_2']);
    expect(world.record()).toMatchObject({ failed: undefined });
  });

  it('are believed when the vendor says so, and not when it has taken the request', async () => {
    const world = await connected();
    world.lose();
    const { bound } = world.line;
    world.interfereBy((step, isBefore) => {
      if (step !== 'bind' || isBefore) return;
      for (const [number, one] of bound) bound.set(number, { ...one, agentId: 'agent_1' });
    });

    await expect(world.publish()).rejects.toEqual(refusal('vendor_outcome_unknown'));
  });

  it.each(['add agent', 'find number', 'bind'])(
    'are not brought back where the business begins to close before %s',
    async (step) => {
      const world = await connected();
      world.lose();
      let hasBegun = false;
      world.interfereBy((now, isBefore) => {
        if (now !== step || !isBefore || hasBegun) return;
        hasBegun = true;
        world.line.beginClosing();
        if (step !== 'bind') world.line.bound.clear();
      });

      await expect(world.publish()).rejects.toEqual(refusal('business_closing'));

      if (step !== 'bind') expect(world.line.bound.size).toBe(0);
    },
  );
});
