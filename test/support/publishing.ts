import { expect } from 'vitest';
import { publishAgent } from '../../functions/domain/agent/publish-agent.ts';
import { compiledOf } from '../../functions/domain/agent/wanted-agent.ts';
import type { Business } from '../../functions/domain/business/business.ts';
import { derivedIds } from '../../functions/domain/derived-ids.ts';
import type { RefusalCode } from '../../functions/domain/errors.ts';
import { hashing } from '../../functions/runtime/hashing.ts';
import { aBusiness, MONDAY_MORNING } from './builders.ts';
import { memoryAgents } from './memory-agents.ts';
import { NO_LINE, withoutLine } from './memory-line.ts';

const ids = derivedIds(hashing);

export const aWorld = () => {
  const memory = memoryAgents();
  let business: Business | undefined = aBusiness();
  let now = MONDAY_MORNING;
  const clock = { now: () => now };
  const settings = { find: async () => business && withoutLine(business) };
  const { records, vendor: agents } = memory;
  const run = publishAgent({ ids, records, agents, settings, clock, ...NO_LINE });
  return {
    ...memory,
    publish: (reason: 'onboarding' | 'settings' = 'settings') => run(aBusiness().id, reason),
    change: (differing: Partial<Business>) => {
      business = aBusiness(differing);
    },
    forget: () => {
      business = undefined;
    },
    wait: (ms: number) => {
      now += ms;
    },
    hash: () => compiledOf({ ids }, business ?? aBusiness()).hash,
  };
};
export type World = ReturnType<typeof aWorld>;

export class Crash extends Error {}
export const refusal = (code: RefusalCode) => expect.objectContaining({ code });

export const expectOneOfEverything = (world: World) => {
  expect(world.models.length).toBe(1);
  expect(world.agents.length).toBe(1);
  expect(world.heard()).toEqual([world.hash()]);
  expect(world.record()).toMatchObject({
    at: { agentId: 'agent_1', modelId: 'llm_1' },
    live: { hash: world.hash() },
    publishing: undefined,
    failed: undefined,
  });
};

/** Every step of publishing a first time, and of publishing a change. */
export const FIRST = [
  'row',
  'find',
  'createModel',
  'row',
  'createAgent',
  'row',
  'read',
  'row',
  'publish',
  'read',
  'live row',
];
export const CHANGE = ['row', 'read', 'write', 'read', 'row', 'publish', 'read', 'live row'];

export const points = (steps: readonly string[]) =>
  steps.flatMap((step, nth) => [
    { nth, step, when: 'before' as const },
    { nth, step, when: 'after' as const },
  ]);

/** Interferes at the nth effect and never again. */
export const atStep = (world: World, nth: number, when: 'before' | 'after', what: () => void) => {
  let count = -1;
  world.interfereBy((_, isBefore) => {
    if (isBefore) count += 1;
    if (count === nth && isBefore === (when === 'before')) {
      world.interfereBy(() => undefined);
      what();
    }
  });
};
export const crash = () => {
  throw new Crash();
};
