import { expect, it } from 'vitest';
import { dynamoRegistry } from '../../../functions/adapters/dynamodb/registry.ts';
import type { CallId } from '../../../functions/contracts/ids.ts';
import { onBothStores } from '../../support/on-both-stores.ts';
import { onboardingWorld } from '../../support/onboarding-world.ts';

onBothStores('an onboarding that waits for a call [O1]', (store) => {
  it('has ends of calls announced while it waits, and not before or for ever', async () => {
    const table = store();
    const world = await onboardingWorld(table);
    const { untilAtRest, vendors, clock, heard } = world;
    const registry = dynamoRegistry(table);
    const announcedUntil = async () => {
      const [number = ''] = [...vendors.made.owned.keys()];
      return (await registry.numberOf(number))?.callAwaitedUntil;
    };
    await world.toCheckout();
    expect(await announcedUntil()).toBeUndefined();
    vendors.pay();
    await untilAtRest();

    expect((await world.stepsNow()).steps['test-call']).toMatchObject({ waitsFor: 'call' });
    const inMinutes = (minutes: number) => new Date(clock.now() + minutes * 60_000).toISOString();
    expect(await announcedUntil()).toBe(inMinutes(15));
    // Nobody has called: the next look has them announced for longer.
    clock.pass(6 * 60_000);
    await world.goOn();
    expect(await announcedUntil()).toBe(inMinutes(15));

    heard.callId = 'call_test' as CallId;
    await world.goOn('call.ended');
    expect(await world.stateOf('test-call')).toBe('done');
    const last = await announcedUntil();
    clock.pass(60 * 60_000);
    await world.goOn();
    expect(await announcedUntil()).toBe(last);
  });
});
