import { describe, expect, it } from 'vitest';
import type { Registered, Sender } from '../../../functions/domain/provision/ports.ts';
import { inMemory } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

/** A line that answers, and a registry that finds brands by the name that they were submitted with, as Telnyx's does. */
const lineOf = async () => {
  const world = await onboardingWorld(inMemory());
  await world.allTheWay();
  const brands: (Registered & { readonly displayName: string })[] = [];
  const { registrations } = world.vendors.ports;
  const state = { onSubmit: async (): Promise<void> => undefined };
  registrations.findBrand = async (_, { displayName }: Sender, known) =>
    brands.find((brand) => brand.displayName === displayName || brand.id === known);
  registrations.submitBrand = async (_, { displayName }) => {
    await state.onSubmit();
    const brand = { id: `brand_${brands.length + 1}`, standing: 'pending' as const, displayName };
    brands.push(brand);
    return brand;
  };
  return { ...world, brands, state };
};

describe('the brand of a business, which is paid for [N1]', () => {
  it('stays the one that carriers look at, when its owner writes the name otherwise', async () => {
    const { say, goOn, brands, stepsNow } = await lineOf();
    await say('registerTexting', { legalName: 'Apex LLC', displayName: 'Apex', ein: '123456789' });
    await goOn();
    await say('registerTexting', { legalName: 'Apex LLC', displayName: 'Apex Heating', ein: '123456789' });
    await goOn();

    expect(brands.map(({ displayName }) => displayName)).toEqual(['Apex']);
    expect((await stepsNow()).steps.texting).toMatchObject({ waitsFor: 'brand-review' });
  });

  it('is one when the step is left out and taken up again while it is being submitted', async () => {
    const { say, goOn, brands, state, clock, stateOf } = await lineOf();
    const sender = { legalName: 'Apex LLC', displayName: 'Apex', ein: '123456789' };
    let times = 0;
    state.onSubmit = async () => {
      times += 1;
      if (times > 1) return;
      await say('leaveOut', {}, { step: 'texting' });
      await say('registerTexting', sender);
      // Another worker hears of it while this one still waits for its answer.
      await goOn();
    };
    await say('registerTexting', sender);
    await goOn();
    expect(brands).toHaveLength(1);

    clock.pass(3 * 60_000);
    await goOn();
    expect(brands).toHaveLength(1);
    expect(await stateOf('texting')).toBe('waiting');
  });
});
