import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../functions/contracts/api/people.ts';
import type { CompiledAgent } from '../../../functions/domain/agent/compiled-agent.ts';
import { publishAgent } from '../../../functions/domain/agent/publish-agent.ts';
import { rollbackAgent } from '../../../functions/domain/agent/rollback-agent.ts';
import type { Business } from '../../../functions/domain/business/business.ts';
import { derivedIds } from '../../../functions/domain/derived-ids.ts';
import { hashing } from '../../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from '../../support/builders.ts';
import { memoryAgents } from '../../support/memory-agents.ts';
import { NO_LINE, withoutLine } from '../../support/memory-line.ts';

const ids = derivedIds(hashing);
const OWNER = 'per_owner0001' as PersonId;
const [BEFORE, NOW] = ['+15125550111', '+15125550222'];

/** A business that has had those names and phones, one after the other, and what was written at the vendor last. */
const after = async (...became: readonly (readonly [name: string, phone: string])[]) => {
  const memory = memoryAgents();
  let business: Business = aBusiness();
  const written: CompiledAgent[] = [];
  const agents: typeof memory.vendor = {
    ...memory.vendor,
    createAgent(agent, modelId) {
      written.push(agent);
      return memory.vendor.createAgent(agent, modelId);
    },
    write(at, agent) {
      written.push(agent);
      return memory.vendor.write(at, agent);
    },
  };
  const settings = { find: async () => withoutLine(business) };
  const deps = { ids, settings, records: memory.records, agents, ...NO_LINE };
  const run = publishAgent({ ...deps, clock: { now: () => MONDAY_MORNING } });
  for (const [name, transferNumber] of became) {
    business = aBusiness({ name, owner: { ...aBusiness().owner, transferNumber } });
    await run(business.id, 'settings');
  }
  const back = (from: number) => rollbackAgent(deps)(business.id, from, OWNER, MONDAY_MORNING);
  return { ...memory, written, back, publish: () => run(business.id, 'rollback') };
};

describe('whose phone rings after an owner went back [A1]', () => {
  it('is the one of now, though the words are those of before', async () => {
    const world = await after(['One', BEFORE], ['Two', NOW]);

    await world.back(2);
    expect(await world.publish()).toMatchObject({ did: 'published', live: { number: 1 } });

    const { prompt, defaults, hash } = world.written.at(-1) ?? {};
    expect(prompt).toContain('«One»');
    expect(defaults).toMatchObject({ business_name: 'One', owner_transfer_number: NOW });
    expect(world.heard()).toEqual([hash]);
    expect(world.record()?.live?.hash).toBe(hash);
    expect(await world.publish()).toMatchObject({ did: 'unchanged', live: { number: 1 } });
  });

  it('stays the one of now where nothing else differed, and the choice is still told as done', async () => {
    const world = await after(['One', BEFORE], ['One', NOW]);

    await world.back(2);
    expect(await world.publish()).toMatchObject({ did: 'unchanged', live: { number: 1 } });

    expect(world.record()).toMatchObject({ live: { number: 1 }, chosen: { number: 1 } });
    expect(world.written.at(-1)?.defaults.owner_transfer_number).toBe(NOW);
  });
});
