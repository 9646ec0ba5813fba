import { expect, it } from 'vitest';
import { dynamoTallies } from '../../../functions/adapters/dynamodb/tallies.ts';
import type { BusinessId } from '../../../functions/contracts/ids.ts';
import type { Count } from '../../../functions/domain/limit/ports.ts';
import { memoryTable } from '../../support/memory-database.ts';
import { onBothStores } from '../../support/on-both-stores.ts';

const NOON = Date.parse('2026-11-23T18:00:00Z');

let made = 0;

onBothStores('what a day has brought about', (open) => {
  const counting = (day = '2026-11-23') => {
    made += 1;
    const businessId = `biz_tally${made}` as BusinessId;
    const table = open();
    const count: Count = { holder: { kind: 'business', businessId }, cap: 'texts of a business', day };
    const container = () => dynamoTallies(() => table);
    return {
      count,
      container,
      add: (effect: string, on: Count = count) => container().add(on, effect, 3, NOON),
      addOne: (on: Count = count) => container().addOne(on, 3, NOON),
    };
  };

  it('takes as many effects as there is room for, the last one too, and no more', async () => {
    const { add } = counting();

    expect(await Promise.all(['a', 'b'].map((effect) => add(effect)))).toEqual(['added', 'added']);
    expect(await add('c')).toBe('added');
    expect(await add('d')).toBe('full');
  });

  it('counts an effect once, however often and however late it is tried', async () => {
    const { add } = counting();

    expect(await add('a')).toBe('added');
    expect(await add('a')).toBe('there');
    for (const effect of ['b', 'c']) expect(await add(effect)).toBe('added');
    expect(await add('a')).toBe('there');
    expect(await add('d')).toBe('full');
  });

  it('gives the last room to one of those who want it at once', async () => {
    const { add } = counting();
    for (const effect of ['a', 'b']) await add(effect);

    const answers = await Promise.all(['c', 'd', 'e', 'f'].map((effect) => add(effect)));

    expect(answers.filter((answer) => answer === 'added')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(3);
  });

  it('lets every worker go on that tries the same effect at once, and counts it once', async () => {
    const { add } = counting();

    const answers = await Promise.all(['a', 'a', 'a', 'a', 'a'].map((effect) => add(effect)));

    expect(answers.filter((answer) => answer === 'added')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'there')).toHaveLength(4);
    for (const effect of ['b', 'c']) expect(await add(effect)).toBe('added');
  });

  it('begins anew with the day, and keeps what is counted apart', async () => {
    const { add, count } = counting();
    for (const effect of ['a', 'b', 'c']) await add(effect);

    expect(await add('d', { ...count, day: '2026-11-24' })).toBe('added');
    expect(await add('d', { ...count, cap: 'replies of a business' })).toBe('added');
    expect(await add('d')).toBe('full');
  });

  it('counts without ids exactly, however many count at once', async () => {
    const { addOne, count } = counting();
    const ofStage: Count = { ...count, holder: { kind: 'stage' }, day: `day ${made}` };

    const answers = await Promise.all(Array.from({ length: 10 }, () => addOne(ofStage)));

    expect(answers.filter((answer) => answer === 'added')).toHaveLength(3);
  });
});

it('is gone three days later', async () => {
  const table = memoryTable([], () => NOON);
  const tallies = dynamoTallies(() => table.reaching(() => true));

  await tallies.addOne(
    { holder: { kind: 'stage' }, cap: 'texts of the stage', day: '2026-11-23' },
    3,
    NOON + 1,
  );

  expect(table.rows()).toEqual([
    {
      pk: 'STAGE#LIMITS',
      sk: 'DAY#2026-11-23#TEXTS-OF-THE-STAGE',
      v: 1,
      counted: 1,
      expiresAt: NOON / 1000 + 1 + 3 * 86_400,
    },
  ]);
});

it('has room for nothing where nothing may be', async () => {
  const table = memoryTable([], () => NOON);
  const tallies = dynamoTallies(() => table.reaching(() => true));
  const count: Count = { holder: { kind: 'stage' }, cap: 'texts of the stage', day: '2026-11-23' };

  expect([await tallies.add(count, 'a', 0, NOON), await tallies.addOne(count, 0, NOON)]).toEqual([
    'full',
    'full',
  ]);
});
