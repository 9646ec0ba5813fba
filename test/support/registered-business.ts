import { expect } from 'vitest';
import { closingWorld } from './closing-world.ts';
import { inMemory, type Store } from './on-both-stores.ts';
import { aSender } from './provision-world.ts';

export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/** A business whose texts carriers take. */
export const registered = async (store: Store = inMemory()) => {
  const world = await closingWorld(store);
  const { made } = world.vendors;
  await world.allTheWay();
  await world.say('registerTexting', aSender());
  for (const all of [made.brands, made.campaigns]) {
    await world.untilAtRest();
    for (const [of, { id }] of all) all.set(of, { id, standing: 'accepted' });
  }
  // Into the campaign, and seen in it.
  for (const _ of ['assign', 'look']) await world.untilAtRest();
  expect(await world.stateOf('texting')).toBe('done');
  const [brand] = [...made.brands.values()];
  const brandId = String(brand?.id);
  return {
    ...world,
    brandId,
    /** Its campaign is too young to give it up. */
    keep: () => made.keptBrands.add(brandId),
    letGo: () => made.keptBrands.delete(brandId),
    row: async () =>
      (await store.rows()).find(({ pk, v, askedAt }) => pk && v === 1 && askedAt !== undefined),
    certificate: async () =>
      (await world.closingNow()).entries
        .filter(({ part }) => part === 'texting')
        .map(({ what, at }) => [what, at !== undefined]),
  };
};
/** What the certificate says of campaign and brand, and whether each is gone. */
export const GIVEN_UP = [
  ['campaign', true],
  ['brand', true],
];
export const KEPT = [
  ['campaign', true],
  ['brand', false],
];
