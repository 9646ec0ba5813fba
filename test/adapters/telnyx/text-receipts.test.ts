import { describe, expect, it } from 'vitest';
import { aTextWorld, type TextWorld } from '../../support/text-world.ts';
import { worldsOf } from '../../support/worlds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a text that nobody heard of again [N1]', () => {
  const { aWorld } = worldsOf(aTextWorld);
  const looks = (world: TextWorld) =>
    world.telnyx.received().filter(({ path }) => path.startsWith('/v2/messages/')).length;

  it('is asked for at Telnyx after an hour and a quarter, and is delivered if it was', async () => {
    const world = await aWorld();
    await world.deliver();

    world.clock.pass(74 * MINUTE);
    const early = await world.wake();
    world.clock.pass(MINUTE);
    await world.wake();

    expect(early).toBe(0);
    expect(world.posts()).toBe(1);
    expect(await world.text()).toMatchObject({ state: 'delivered', event: { name: 'text.delivered' } });
    expect(await world.text()).not.toHaveProperty('wake');
  });

  it('is failed if it failed, with the code', async () => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_failed', code: '40008' });
    await world.deliver();

    world.clock.pass(75 * MINUTE);
    await world.wake();

    expect(await world.text()).toMatchObject({ state: 'failed', failedBecause: '40008' });
  });

  it.each([
    ['40300', { state: 'suppressed', suppressedBecause: 'opted_out' }],
    ['40006', { state: 'requested' }],
  ])('is treated as if its receipt had come, whatever that would have said (%s)', async (code, end) => {
    const world = await aWorld();
    const { phone } = world.appointment.customer;
    world.telnyx.setOutcome(phone, { status: 'delivery_failed', code });
    await world.deliver();

    world.clock.pass(75 * MINUTE);
    await world.wake();

    expect(await world.text()).toMatchObject(end);
    expect(await world.consents.isOptedOut(world.business.id, phone)).toBe(code === '40300');
  });

  it('is left as sent where the carrier confirms nothing', async () => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'delivery_unconfirmed' });
    await world.deliver();

    world.clock.pass(75 * MINUTE);
    await world.wake();

    expect(await world.text()).toMatchObject({ state: 'sent', report: { status: 'delivery_unconfirmed' } });
    expect(await world.text()).not.toHaveProperty('wake');
  });

  it.each(['sent', 'away'] as const)('is uncertain after six hours of asking (%s)', async (how) => {
    const world = await aWorld();
    world.telnyx.setOutcome(world.appointment.customer.phone, { status: 'sent' });
    await world.deliver();
    if (how === 'away') world.telnyx.faults.down(true);

    const states: string[] = [];
    for (let hour = 0; hour < 8; hour += 1) {
      world.clock.pass(HOUR + 15 * MINUTE);
      await world.wake();
      states.push((await world.text()).state);
    }

    expect(states.slice(0, 4)).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(states.at(-1)).toBe('uncertain');
    expect(world.posts()).toBe(1);
    expect(await world.wake()).toBe(0);
  });

  it('is asked for by nobody once its receipt has come', async () => {
    const world = await aWorld();
    await world.deliver();
    for (const body of await world.webhooks()) await world.apply(body);

    world.clock.pass(2 * HOUR);

    expect(await world.wake()).toBe(0);
    expect(looks(world)).toBe(0);
  });

  it('takes a receipt that comes after all for the truth', async () => {
    const world = await aWorld();
    await world.deliver();
    const told = await world.webhooks();
    world.telnyx.faults.down(true);
    for (let hour = 0; hour < 8; hour += 1) {
      world.clock.pass(HOUR + 15 * MINUTE);
      await world.wake();
    }
    const before = await world.text();

    for (const body of told) await world.apply(body);

    expect(before).toMatchObject({ state: 'uncertain' });
    expect(await world.text()).toMatchObject({ state: 'delivered' });
  });
});
