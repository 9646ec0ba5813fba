import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { rollbackAgent } from '../../../functions/domain/agent/rollback-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import type { RefusalCode } from '../../../functions/domain/errors.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { NO_LINE, withoutLine } from '../../support/memory-line.ts';

const ids = derivedIds(hashing);
const OWNER = 'per_owner0001' as PersonId;
const refusal = (code: RefusalCode) => expect.objectContaining({ code });

/** A business whose agent has had those names, one after the other. */
const named = async (...names: readonly string[]) => {
  const memory = memoryAgents();
  let business: Business = aBusiness();
  const settings = { find: async () => withoutLine(business) };
  const deps = { ids, settings, records: memory.records, agents: memory.vendor, ...NO_LINE };
  const publish = publishAgent({ ...deps, clock: { now: () => MONDAY_MORNING } });
  const become = async (name: string) => {
    business = aBusiness({ name });
    await publish(business.id, 'settings');
  };
  for (const name of names) await become(name);
  const roll = rollbackAgent(deps);
  return {
    ...memory,
    become,
    publish: () => publish(business.id, 'settings'),
    back: (from: number) => roll(business.id, from, OWNER, MONDAY_MORNING),
    /** The number of what callers hear, by the vendor's word. */
    heardNumber: () => memory.versions.find(({ hash }) => hash === memory.heard()[0])?.number,
  };
};

describe('going back to what callers heard before [A1]', () => {
  it('publishes the body of before anew, as the number that it had', async () => {
    const world = await named('One', 'Two');

    await world.back(2);
    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1, vendorVersion: 2 } });

    expect(world.heardNumber()).toBe(1);
    expect(world.versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(world.decisions.slice(2)).toEqual([`chosen 1 by ${OWNER}`, 'published 1']);
    expect([world.models.length, world.agents.length]).toEqual([1, 1]);
  });

  it('holds against what is told late of the settings that it replaces', async () => {
    const world = await named('One', 'Two');
    await world.back(2);
    await world.publish();
    world.requests.length = 0;

    expect(await world.publish()).toMatchObject({ did: 'unchanged', live: { number: 1 } });
    expect(world.requests).toEqual(['read']);
  });

  it('holds until the settings make another', async () => {
    const world = await named('One', 'Two');
    await world.back(2);
    await world.publish();

    await world.become('Three');

    expect(world.heardNumber()).toBe(3);
    expect(world.record()?.chosen).toBeUndefined();
  });

  it('is over once the settings themselves went back, so that what was left can be had again', async () => {
    const world = await named('One', 'Two');
    await world.back(2);
    await world.publish();

    await world.become('One');
    expect(world.heardNumber()).toBe(1);
    await world.become('Two');

    expect(world.record()?.live).toMatchObject({ number: 3 });
    expect(world.heard()).toEqual([world.versions[1]?.hash]);
  });

  it('goes from a version to what callers heard before it, not to one that they were spared', async () => {
    const world = await named('One', 'Two');
    await world.back(2);
    await world.publish();
    await world.become('Three');

    await world.back(3);
    await world.publish();

    expect(world.heardNumber()).toBe(1);
  });

  it('is refused where there was none before', async () => {
    const world = await named('One');

    await expect(world.back(1)).rejects.toEqual(refusal('agent_version_not_found'));
    expect(world.decisions).toEqual(['published 1']);
  });

  it('is refused before there is an agent', async () => {
    const world = await named();

    await expect(world.back(1)).rejects.toEqual(refusal('agent_version_not_found'));
  });

  it('is refused where callers hear another one than the owner saw', async () => {
    const world = await named('One', 'Two', 'Three');
    await world.back(3);
    await world.publish();

    await expect(world.back(3)).rejects.toEqual(refusal('changed_meanwhile'));
    expect(world.heardNumber()).toBe(2);
  });

  it('is the same when it is asked for twice before it is done', async () => {
    const world = await named('One', 'Two');

    const ends = await Promise.allSettled([world.back(2), world.back(2)]);
    await world.back(2);

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(world.decisions.filter((one) => one.startsWith('chosen')).length).toBe(1);
  });
});
