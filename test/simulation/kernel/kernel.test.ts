import { describe, expect, it } from 'vitest';
import { seededChance } from './chance.ts';
import { type FaultKind, noFaults, singleFault } from './faults.ts';
import type { Container, IoRequest } from './io.ts';
import { Kernel } from './kernel.ts';

const START = Date.parse('2026-11-23T15:00:00Z');

/** A kernel with one invocation under way, and an effect that is counted. */
const aKernel = (kind?: FaultKind, ordinal = 0) => {
  const faults = kind ? singleFault(ordinal, kind) : noFaults;
  const kernel = new Kernel({ chance: seededChance(1), startMs: START, faults });
  const container: Container = { functionName: 'f', current: undefined, isGone: false, parked: [] };
  const deaths: string[] = [];
  const invocation = kernel.begin(container, (how) => void deaths.push(how));
  const effects: number[] = [];
  const request: IoRequest<string> = {
    place: 'table.Put',
    effect: () => {
      effects.push(kernel.now - START);
      return 'done';
    },
    patienceMs: 5_000,
    unavailable: () => new Error('unavailable'),
    timedOut: () => new Error('timed out'),
    garbled: () => 'gibberish',
    partial: () => 'half',
  };
  const seen: string[] = [];
  const ask = () =>
    void kernel.io(container, request).then(
      (answer) => seen.push(answer),
      (error: Error) => seen.push(error.message),
    );
  const rest = () =>
    kernel.run(
      () => kernel.outstanding === 0,
      () => undefined,
    );
  return { kernel, container, invocation, deaths, effects, seen, ask, rest };
};

describe('an I/O point', () => {
  it.each<[FaultKind | undefined, string[], number]>([
    [undefined, ['done'], 1],
    ['error-before', ['unavailable'], 0],
    ['time-out-before', ['timed out'], 0],
    ['time-out-after', ['timed out'], 1],
    ['crash-before', [], 0],
    ['crash-after', [], 1],
    ['slow', ['timed out'], 1],
    ['garbage', ['gibberish'], 1],
    ['partial', ['half'], 0],
  ])('under %s shows the caller %j and has %i effects', async (kind, shown, effects) => {
    const { seen, effects: had, ask, rest } = aKernel(kind);
    ask();
    await rest();
    expect(seen).toEqual(shown);
    expect(had).toHaveLength(effects);
  });

  it('lets a slow effect land long after the caller has given up', async () => {
    const { effects, ask, rest } = aKernel('slow');
    ask();
    await rest();
    expect(effects[0]).toBeGreaterThan(20_000);
  });

  it('ends the container of an invocation that crashes, and its code never goes on', async () => {
    const { kernel, container, deaths, seen, ask, rest } = aKernel('crash-after');
    ask();
    await rest();
    expect([deaths, container.isGone, seen]).toEqual([['crashed'], true, []]);
    void kernel.io(container, {} as never).then(() => seen.push('went on'));
    await rest();
    expect(seen).toEqual([]);
  });

  it('keeps what was left running for the next invocation of the container', async () => {
    const { kernel, container, invocation, seen, ask, rest } = aKernel();
    ask();
    kernel.end(invocation);
    await rest();
    expect(seen).toEqual([]);
    kernel.begin(container, () => undefined);
    kernel.thaw(container);
    await rest();
    expect(seen).toEqual(['done']);
  });

  it('counts what fired and meets only the point that is meant', async () => {
    const { kernel, seen, ask, rest } = aKernel('error-before', 1);
    for (let asked = 0; asked < 3; asked += 1) ask();
    await rest();
    expect(seen.toSorted()).toEqual(['done', 'done', 'unavailable']);
    expect(Object.fromEntries(kernel.fired)).toEqual({ 'table.Put × error-before': 1 });
    expect(kernel.met.get('table.Put × slow')).toBe(3);
  });
});

describe('the virtual clock', () => {
  it('does what is planned in order of time, and of one instant in the order it was planned', async () => {
    const { kernel, rest } = aKernel();
    const done: string[] = [];
    kernel.after(20, () => void done.push('late'));
    kernel.after(10, () => void done.push('first'));
    kernel.after(10, () => void done.push('second'));
    kernel.callOff(kernel.after(5, () => void done.push('called off')));
    await rest();
    expect(done).toEqual(['first', 'second', 'late']);
    expect(kernel.now).toBe(START + 20);
  });

  it('waits for nobody in the background', async () => {
    const { kernel, rest } = aKernel();
    kernel.inBackground(START + 1_000, () => undefined);
    await rest();
    expect(kernel.now).toBe(START);
  });
});

describe('chance', () => {
  it('comes the same way from the same seed, and another way from the next', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededChance(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is spread evenly', () => {
    const chance = seededChance(3);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let drawn = 0; drawn < 10_000; drawn += 1)
      counts[chance.int(10)] = (counts[chance.int(10)] ?? 0) + 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
  });
});
